-- Lists the members of a group that exist. Argument: the group.
local found = {}
for _, id in ipairs(call('SMEMBERS', P .. 'group:' .. A[1])) do
  if call('EXISTS', P .. 'job:' .. id) == 1 then
    found[#found + 1] = id
  end
end
return found
