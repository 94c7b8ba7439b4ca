-- Lists the members of a group that are there. Arguments: the group, the present second.
local found = {}
for _, id in ipairs(call('SMEMBERS', P .. 'group:' .. A[1])) do
  if moves().is_there(id, A[2]) then
    found[#found + 1] = id
  end
end
return found
