-- Looks a job up in a registry. Arguments: registry and queue, id. Gives its member and score, or nothing. A run is listed
-- by the job and its execution; only old versions of RQ list it by the job alone.
local registry, id = P .. A[1], A[2]
local score = call('ZSCORE', registry, id)
if score then
  return {id, score}
end
if string.sub(A[1], 1, 4) == 'wip:' then
  for _, execution in ipairs(call('ZRANGE', P .. 'executions:' .. id, 0, -1)) do
    score = call('ZSCORE', registry, id .. ':' .. execution)
    if score then
      return {id .. ':' .. execution, score}
    end
  end
  -- After a crash the list of executions expires before the run's own line does.
  if call('HGET', P .. 'job:' .. id, 'status') == 'started' then
    local lines = call('ZRANGE', registry, 0, -1, 'WITHSCORES')
    for k = 1, #lines, 2 do
      if string.sub(lines[k], 1, #id + 1) == id .. ':' then
        return {lines[k], lines[k + 1]}
      end
    end
  end
end
return nil
