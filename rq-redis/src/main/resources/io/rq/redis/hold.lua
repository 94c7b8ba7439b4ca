-- A lease takes eight arguments from A[l] on: execution, worker, its time as ISO text and in seconds, the score of its
-- end, seconds until then, and score and seconds of the list of executions, which outlives it by a minute.

-- Registers a run of a job.
local function hold(l, id, origin)
  local execution, at = A[l], A[l + 3]
  local key, runs = P .. 'execution:' .. id .. ':' .. execution, P .. 'executions:' .. id
  call('HSET', key, 'id', execution, 'created_at', at, 'last_heartbeat', at)
  raw('EXPIRE', key, A[l + 5])
  call('ZADD', runs, A[l + 6], execution)
  raw('EXPIRE', runs, A[l + 7])
  call('ZADD', P .. 'wip:' .. origin, A[l + 4], id .. ':' .. execution)
end

-- Tells whether a worker is registered and alive at that time, and the end of its life where it is known. Workers of
-- RQ's do not note that: they are alive while there is a record.
local function living(worker, till, at)
  if till then
    till = tonumber(till)
    return till and till > at + 0, till
  end
  return call('HLEN', worker) > 0, nil
end

-- A lease is a sign of life of its worker, too; it never shortens that life.
local function prolong(l, worker, till)
  if till and A[l + 3] + A[l + 5] > till then
    raw('HSET', worker, 'alive_until', string.format('%.6f', A[l + 3] + A[l + 5]))
    raw('EXPIRE', worker, A[l + 5])
  end
end

-- Says that the worker of a lease, if it is registered, runs the job.
local function busy(l, id)
  local worker = P .. 'worker:' .. A[l + 1]
  local alive, till = living(worker, call('HGET', worker, 'alive_until'), A[l + 3])
  if alive then
    raw('HSET', worker, 'state', 'busy', 'current_job', id, 'current_job_working_time', '0',
      'last_heartbeat', A[l + 2])
    prolong(l, worker, till)
  end
end
