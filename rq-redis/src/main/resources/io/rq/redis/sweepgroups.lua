-- Drops members of groups whose job is gone: it expired before it was removed. Arguments: how many members to look at,
-- where to begin: nothing, or what the call before gave. Gives where to go on, or nothing: the cursor in the set of
-- groups, how many of the groups there were looked at and stay, and the cursor in the next one. If the set is made over
-- meanwhile, some may be left out; whoever looks comes round again.
local left = tonumber(A[1])
local outer, seen, inner = string.match(A[2], '^(%d+) (%d+) (%d+)$')
outer, seen, inner = outer or '0', tonumber(seen or 0), inner or '0'

-- Looks at members of a group from a cursor on; gives where to go on, '0' at the end.
local function look(group, from)
  repeat
    local part = call('SSCAN', group, from, 'COUNT', left)
    for _, id in ipairs(part[2]) do
      if call('EXISTS', P .. 'job:' .. id) == 0 then
        call('SREM', group, id)
      end
    end
    from, left = part[1], left - #part[2] - 1
  until from == '0' or left <= 0
  return from
end

repeat
  local part, stay = call('SSCAN', P .. 'groups', outer), 0
  for k, name in ipairs(part[2]) do
    local group, ended = P .. 'group:' .. name, k <= seen
    if not ended and left > 0 then
      inner = look(group, inner)
      ended = inner == '0'
    end
    if not ended then
      return table.concat({outer, stay, inner}, ' ')
    end
    if call('EXISTS', group) == 1 then
      stay = stay + 1
    else
      call('SREM', P .. 'groups', name)
    end
  end
  outer, seen = part[1], 0
until outer == '0'
return nil
