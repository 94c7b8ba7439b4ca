-- Takes a lock, or renews it. Arguments: its key, the owner, the present second, seconds to hold it, the second of its
-- end. Gives whether the owner holds it. RQ's programs ask only whether the key exists; what they wrote has no end.
local key = P .. A[1]
local value = call('GET', key)
if value then
  local owner, till = string.match(value, '^(%S+) until (%S+)$')
  local ended = till and tonumber(till) and tonumber(till) <= tonumber(A[3])
  if (owner or value) ~= A[2] and not ended then
    return 0
  end
end
call('SET', key, A[2] .. ' until ' .. A[5], 'EX', A[4])
return 1
