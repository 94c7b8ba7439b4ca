-- Applies transitions, each wholly or not at all, then claims if the last was applied. Arguments: how many transitions,
-- these, and the selection, if something shall be claimed. Gives the claim, or 1 if it found nothing yet and is to be made again, of each
-- transition whether it was applied, and the ids that were dropped because what stands in place of their job is none.
--
-- A transition: the number of arguments that are facts, these; how many changes; of each: the number of arguments that
-- follow, id, queue, what it expects (an execution, a list of statuses between commas, or '<', the second by which the
-- lease must be over, a colon and the execution if it has a name), the six values of its state, the number of arguments
-- that are counters, these by name and value, the result or nothing, the placement. Then the
-- tally (nothing, or worker, counter, seconds, its time as ISO text and in seconds).
local done, claimed, more = {}, false, false
local i = 2
for n = 1, A[1] do
  local first = i + 1 + A[i]
  local applied = true
  if A[i] == '3' and A[i + 3] == '0' then
    -- Mostly: nobody waits for the job.
    applied = call('EXISTS', P .. 'job:' .. A[i + 1] .. ':dependents') == 0 or moves().facts_hold(i + 1, first - 1)
  elseif first > i + 1 then
    applied = moves().facts_hold(i + 1, first - 1)
  end
  local statuses = {}
  i = first + 1
  for k = 1, A[first] do
    if applied then
      local id, expected = A[i + 1], A[i + 3]
      if string.sub(expected, 1, 1) == ',' then
        local status = moves().status_of(id)
        applied = status and string.find(expected, ',' .. status .. ',', 1, true)
        statuses[k] = status
      elseif string.sub(expected, 1, 1) == '<' then
        local at, run = string.match(expected, '^<(%d+):(.*)$')
        applied = moves().overdue(id, A[i + 2], run, at)
        statuses[k] = run == '' and 'started' or nil
        A[i + 3] = run
      else
        applied = call('HLEN', P .. 'job:' .. id) > 0
          and call('ZSCORE', P .. 'wip:' .. A[i + 2], id .. ':' .. expected)
      end
    end
    i = i + 1 + A[i]
  end

  local c = first + 1
  for k = 1, applied and A[first] or 0 do
    local id, origin, expected = A[c + 1], A[c + 2], A[c + 3]
    local job, r = P .. 'job:' .. id, c + 11 + A[c + 10]
    local p = r + 1
    if A[r] ~= '' then
      record(r, id)
      p = r + 2 + A[r + 1]
    end
    if statuses[k] then
      moves().leave(id, origin, statuses[k])
    else
      call('DEL', P .. 'execution:' .. id .. ':' .. expected, P .. 'executions:' .. id)
      call('ZREM', P .. 'wip:' .. origin, id .. ':' .. expected)
    end
    local kind = A[p]
    if kind == 'discarded' then
      moves().erase(id)
    else
      call('HSET', job, 'status', A[c + 4], 'enqueued_at', A[c + 5], 'started_at', A[c + 6], 'ended_at', A[c + 7],
        'last_heartbeat', A[c + 8], 'worker_name', A[c + 9], unpack(A, c + 11, r - 1))
      if A[c + 10] == '0' then
        call('HDEL', job, 'retries_left', 'number_of_retries', 'repeats_left')
      else
        moves().uncount(id, c + 11, r - 1)
      end
      if A[c + 5] == '' then
        call('HDEL', job, 'enqueued_at')
      end
      if kind == 'retained' then
        local seconds = A[p + 3]
        call('ZADD', P .. A[p + 1] .. origin, A[p + 2], id)
        if seconds ~= '' and call('EXISTS', job .. ':dependents', P .. 'job::' .. id .. ':dependencies') == 0 then
          call('EXPIRE', job, seconds)
          call('EXPIRE', P .. 'results:' .. id, seconds)
        else
          moves().expire(id, seconds ~= '' and seconds)
        end
      else
        local waits = kind == 'LPUSH' or kind == 'RPUSH'
        moves().expire(id, waits and moves().ttl(call('HGET', job, 'ttl')))
        call('SADD', P .. 'queues', P .. 'queue:' .. origin)
        moves().place(p, id, origin)
      end
    end
    c = c + 1 + A[c]
  end

  local t = A[i] ~= '' and i
  i = i + (t and 5 or 1)
  if applied and n == tonumber(A[1]) and A[i] then
    claimed, more = claim(i)
  end
  local runs_on = claimed and t and A[t] == A[i + 2]
  if claimed and not runs_on then
    busy(i + 1, claimed[1])
  end
  if t and applied then
    -- By hand instead of by HINCRBY: a counter that another program broke must not keep a job from being settled.
    local worker, counter = P .. 'worker:' .. A[t], A[t + 1]
    local known = call('HMGET', worker, 'alive_until', counter, 'total_working_time')
    local alive, till = living(worker, known[1], A[t + 4])
    if alive then
      local count = string.format('%.0f', (tonumber(known[2]) or 0) + 1)
      local time = string.format('%.6f', (tonumber(known[3]) or 0) + A[t + 2])
      if runs_on then
        call('HSET', worker, counter, count, 'total_working_time', time, 'state', 'busy', 'current_job', claimed[1],
          'current_job_working_time', '0', 'last_heartbeat', A[i + 3])
        prolong(i + 1, worker, till)
      else
        call('HSET', worker, counter, count, 'total_working_time', time, 'state', 'idle',
          'current_job_working_time', '0', 'last_heartbeat', A[t + 3])
        call('HDEL', worker, 'current_job')
      end
    end
  end
  done[n] = applied and 1 or 0
end
return {more and 1 or claimed, done, odd}
