-- Tells whether the installation is suspended. Argument: the present second.
local mark = call('GET', P .. 'suspended')
return mark and moves().suspends(mark, A[1]) and 1 or 0
