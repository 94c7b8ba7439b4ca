-- Frees a lock if it is the owner's. Arguments: its key, the owner.
local key = P .. A[1]
local value = call('GET', key)
if value and (string.match(value, '^(%S+) until %S+$') or value) == A[2] then
  call('DEL', key)
end
