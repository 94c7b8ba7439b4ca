-- Lists the groups that have a member which exists.
local function has_member(group)
  for _, id in ipairs(call('SMEMBERS', P .. 'group:' .. group)) do
    if call('EXISTS', P .. 'job:' .. id) == 1 then
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
