-- Removes jobs whose retention is over. Arguments: queue, the present second, how many at most. Gives how many lines
-- were removed. A job that went on since, as a repeated one of RQ's does, loses its line only.
local left, move = tonumber(A[3]), moves()
for _, registry in ipairs({{'finished:', 'finished', 'finished'}, {'failed:', 'failed', 'stopped'}}) do
  local key = P .. registry[1] .. A[1]
  local over = left > 0 and call('ZRANGEBYSCORE', key, '0', A[2], 'LIMIT', '0', left) or {}
  for _, id in ipairs(over) do
    local status = move.status_of(id)
    if not status or status == registry[2] or status == registry[3] then
      move.erase(id)
    end
    call('ZREM', key, id)
    left = left - 1
  end
end

-- On the way, members of some groups whose job expired before it was removed here. Readers leave them out.
for _, group in ipairs(call('SRANDMEMBER', P .. 'groups', '10')) do
  for _, id in ipairs(call('SRANDMEMBER', P .. 'group:' .. group, '100')) do
    if call('EXISTS', P .. 'job:' .. id) == 0 then
      move.ungroup(id, group)
    end
  end
  if call('EXISTS', P .. 'group:' .. group) == 0 then
    call('SREM', P .. 'groups', group)
  end
end
return A[3] - left
