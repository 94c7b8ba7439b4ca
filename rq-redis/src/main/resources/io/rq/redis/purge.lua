-- Removes jobs whose retention is over. Arguments: queue, the present second, how many at most. Gives how many lines
-- were removed. A job that went on since, as a repeated one of RQ's does, loses its line only.
local left = tonumber(A[3])
for _, registry in ipairs({{'finished:', 'finished', 'finished'}, {'failed:', 'failed', 'stopped'}}) do
  local key = P .. registry[1] .. A[1]
  local over = left > 0 and call('ZRANGEBYSCORE', key, '0', A[2], 'LIMIT', '0', left) or {}
  for _, id in ipairs(over) do
    local status = status_of(id)
    if not status or status == registry[2] or status == registry[3] then
      erase(id)
    end
    call('ZREM', key, id)
    left = left - 1
  end
end
return A[3] - left
