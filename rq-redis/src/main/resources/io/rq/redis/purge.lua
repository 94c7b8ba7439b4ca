-- Removes jobs whose retention is over. Arguments: queue, the present second, how many at most. Gives how many lines
-- were removed. A job that went on since, as a repeated one of RQ's does, loses its line only.
local left, move = tonumber(A[3]), moves()
for _, registry in ipairs({'finished:', 'failed:'}) do
  local key = P .. registry .. A[1]
  local over = left > 0 and call('ZRANGEBYSCORE', key, '0', A[2], 'LIMIT', '0', left) or {}
  for _, id in ipairs(over) do
    if not move.is_there(id, A[2]) then
      move.erase(id)
    end
    call('ZREM', key, id)
  end
  left = left - #over
end
return A[3] - left
