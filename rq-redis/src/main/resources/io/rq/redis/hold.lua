-- A lease takes eight arguments from A[l] on: execution, worker, its time as ISO text and in seconds, the score of its
-- end, seconds until then, and score and seconds of the list of executions, which outlives it by a minute.

-- Registers a run of a job.
local function hold(l, id, origin)
  local execution, at = A[l], A[l + 3]
  local run, runs = P .. 'execution:' .. id .. ':' .. execution, P .. 'executions:' .. id
  call('HSET', run, 'id', execution, 'created_at', at, 'last_heartbeat', at)
  call('EXPIRE', run, A[l + 5])
  call('ZADD', runs, A[l + 6], execution)
  call('EXPIRE', runs, A[l + 7])
  call('ZADD', P .. 'wip:' .. origin, A[l + 4], id .. ':' .. execution)
end

-- The key of a worker that is registered and alive at that time, and the end of its life where it is known.
local function living(name, at)
  local worker = P .. 'worker:' .. name
  local till = call('HGET', worker, 'alive_until')
  if till then
    till = tonumber(till)
    return till and till > tonumber(at) and worker, till
  end
  return call('EXISTS', worker) == 1 and worker, nil
end

-- A lease is a sign of life of its worker, too; it never shortens that life.
local function prolong(l, worker, till)
  local lives = A[l + 3] + A[l + 5]
  if till and lives > till then
    call('HSET', worker, 'alive_until', string.format('%.6f', lives))
    call('EXPIRE', worker, A[l + 5])
  end
end

-- Says that the worker of a lease, if it is registered, runs the job.
local function busy(l, id)
  local worker, till = living(A[l + 1], A[l + 3])
  if worker then
    call('HSET', worker, 'state', 'busy', 'current_job', id, 'current_job_working_time', '0',
      'last_heartbeat', A[l + 2])
    prolong(l, worker, till)
  end
end
