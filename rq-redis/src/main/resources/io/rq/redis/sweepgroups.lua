-- Drops members of groups whose job is gone: it expired before it was removed. Arguments: how many members to look at,
-- where to begin: nothing, or what the call before gave. Gives where to go on, or nothing: the cursor in the set of
-- groups, the cursor in the first of those groups that were read from there and are left, and these, spelled in digits,
-- as a name need not be text.
local left, move = tonumber(A[1]), moves()
local outer, inner, rest = string.match(A[2], '^(%d+) (%d+)(.*)$')
local groups = {}
for spelled in string.gmatch(rest or '', ' (%x*)') do
  groups[#groups + 1] = string.gsub(spelled, '%x%x', function(hex) return string.char(tonumber(hex, 16)) end)
end
inner = inner or '0'

local function to_go_on(k)
  local place = {outer, inner}
  for i = k, #groups do
    place[#place + 1] = string.gsub(groups[i], '.', function(c) return string.format('%02x', string.byte(c)) end)
  end
  return table.concat(place, ' ')
end

-- Looks at members of a group; gives where to go on in it, '0' at its end.
local function look(group, from)
  local key = P .. 'group:' .. group
  repeat
    local part = call('SSCAN', key, from, 'COUNT', left)
    for _, id in ipairs(part[2]) do
      if call('EXISTS', P .. 'job:' .. id) == 0 then
        move.ungroup(id, group)
      end
    end
    from, left = part[1], left - #part[2] - 1
  until from == '0' or left <= 0
  if call('EXISTS', key) == 0 then
    call('SREM', P .. 'groups', group)
  end
  return from
end

while true do
  for k, group in ipairs(groups) do
    local through = left > 0
    if through then
      inner = look(group, inner)
      through = inner == '0'
    end
    if not through then
      return to_go_on(k)
    end
  end
  if outer == '0' then
    return nil
  end
  local part = call('SSCAN', P .. 'groups', outer or '0')
  outer, groups = part[1], part[2]
end
