-- Reads the runs of a job that are registered. Argument: the id. Gives of each its id, the score of its end, and when
-- it began and was last heard of.
local runs = call('ZRANGE', P .. 'executions:' .. A[1], 0, -1, 'WITHSCORES')
local found = {}
for k = 1, #runs, 2 do
  local run = call('HMGET', P .. 'execution:' .. A[1] .. ':' .. runs[k], 'created_at', 'last_heartbeat')
  found[#found + 1] = {runs[k], runs[k + 1], run[1], run[2]}
end
return found
