-- Lists what was due. Arguments: registry and queue, the present second, how many at most, the status of the jobs that
-- belong there. Gives members and scores in turn. Lines that lead to no such job, as RQ's programs leave them, are not
-- listed: nothing could be done to them.
local PAGE = 1000
local found, from, left = {}, 0, tonumber(A[3])
while left > 0 do
  local lines = call('ZRANGEBYSCORE', P .. A[1], '-inf', A[2], 'WITHSCORES', 'LIMIT', from, math.min(left, PAGE))
  if #lines == 0 then
    return found
  end
  for k = 1, #lines, 2 do
    if call('HGET', P .. 'job:' .. string.match(lines[k], '^[^:]*'), 'status') == A[4] then
      found[#found + 1] = lines[k]
      found[#found + 1] = lines[k + 1]
      left = left - 1
    end
  end
  from = from + #lines / 2
end
return found
