-- Lists the groups that have a member. Argument: the present second.
local function has_member(group)
  for _, id in ipairs(call('SMEMBERS', P .. 'group:' .. group)) do
    if moves().is_there(id, A[1]) then
      return true
    end
  end
  return false
end

local found = {}
for _, group in ipairs(call('SMEMBERS', P .. 'groups')) do
  if has_member(group) then
    found[#found + 1] = group
  end
end
return found
