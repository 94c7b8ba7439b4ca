-- Renews a lease. Arguments: id, queue, the lease. Gives whether the run is still the job's own.
local id, origin, execution, at = A[1], A[2], A[3], A[6]
local job, wip, member = P .. 'job:' .. id, P .. 'wip:' .. origin, id .. ':' .. execution
if call('HLEN', job) == 0 or not call('ZSCORE', wip, member) then
  return 0
end
local run, runs = P .. 'execution:' .. id .. ':' .. execution, P .. 'executions:' .. id
call('HSETNX', run, 'created_at', at)
call('HSET', run, 'id', execution, 'last_heartbeat', at)
call('EXPIRE', run, A[8])
call('ZADD', runs, A[9], execution)
call('EXPIRE', runs, A[10])
call('ZADD', wip, A[7], member)
call('HSET', job, 'last_heartbeat', A[5])
local worker = P .. 'worker:' .. A[4]
local alive, till = living(worker, call('HGET', worker, 'alive_until'), at)
if alive then
  local since = tonumber(call('HGET', run, 'created_at')) or at
  call('HSET', worker, 'last_heartbeat', A[5], 'current_job_working_time', string.format('%.6f', at - since))
  prolong(3, worker, till)
end
return 1
