-- Applies transitions, each wholly or not at all, then claims if the last was applied. Arguments: how many transitions,
-- these, and the selection, if something shall be claimed. Gives one flat list, since each list in a list costs as much
-- as two commands: the claim's parts, or 1 if it found nothing yet and is to be made again, or nothing; the ids that were
-- dropped because what stands in place of their job is none, or nothing; of each transition whether it was applied.
--
-- A transition: the number of arguments that are facts, these, or 'alone' if the fact is that nobody waits for the job,
-- and there is one change; how many changes; of each: the number of arguments that follow, id, queue, what it expects (an
-- execution, a list of statuses between commas, or '<', the second by which the lease must be over, a colon and the
-- execution if it has a name), the six values of its state, the number of arguments that are counters, these by name and
-- value, the result or nothing, the placement. Then the tally (nothing, or worker, counter, seconds, its time as ISO text
-- and in seconds).
local done, reply, claimed = {}, {}, nil
local count, i = A[1] + 0, 2
for n = 1, count do
  local first, applied, tied = i + 1, true, true
  if A[i] == 'alone' then
    local id = A[i + 3]
    tied = raw('EXISTS', P .. 'job:' .. id .. ':dependents', P .. 'job::' .. id .. ':dependencies') > 0
    applied = not tied or #moves().waiting_for(id) == 0
  elseif A[i] ~= '0' then
    first = first + A[i]
    applied = moves().facts_hold(i + 1, first - 1)
  end
  local changes, statuses = A[first] + 0, {}
  i = first + 1
  for k = 1, changes do
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
  for k = 1, applied and changes or 0 do
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
      raw('DEL', P .. 'execution:' .. id .. ':' .. expected, P .. 'executions:' .. id)
      raw('ZREM', P .. 'wip:' .. origin, id .. ':' .. expected)
    end
    local kind = A[p]
    if kind == 'discarded' then
      moves().erase(id)
    else
      raw('HSET', job, 'status', A[c + 4], 'enqueued_at', A[c + 5], 'started_at', A[c + 6], 'ended_at', A[c + 7],
        'last_heartbeat', A[c + 8], 'worker_name', A[c + 9], unpack(A, c + 11, r - 1))
      if A[c + 10] == '0' then
        raw('HDEL', job, 'retries_left', 'number_of_retries', 'repeats_left')
      else
        moves().uncount(id, c + 11, r - 1)
      end
      if A[c + 5] == '' then
        raw('HDEL', job, 'enqueued_at')
      end
      if kind == 'retained' then
        local seconds = A[p + 3]
        call('ZADD', P .. A[p + 1] .. origin, A[p + 2], id)
        if seconds ~= '' and not tied then
          raw('EXPIRE', job, seconds)
          raw('EXPIRE', P .. 'results:' .. id, seconds)
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
  if applied and n == count and A[i] then
    reply, claimed = claim(i)
  end
  local runs_on = claimed and t and A[t] == A[i + 2]
  if claimed and not runs_on then
    busy(i + 1, claimed)
  end
  if t and applied then
    -- By hand instead of by HINCRBY: a counter that another program broke must not keep a job from being settled.
    local worker, counter = P .. 'worker:' .. A[t], A[t + 1]
    local known = call('HMGET', worker, 'alive_until', counter, 'total_working_time')
    local alive, till = living(worker, known[1], A[t + 4])
    if alive then
      local runs = (tonumber(known[2]) or 0) + 1
      local time = string.format('%.6f', (tonumber(known[3]) or 0) + A[t + 2])
      if runs_on then
        raw('HSET', worker, counter, runs, 'total_working_time', time, 'state', 'busy', 'current_job', claimed,
          'current_job_working_time', '0', 'last_heartbeat', A[i + 3])
        prolong(i + 1, worker, till)
      else
        raw('HSET', worker, counter, runs, 'total_working_time', time, 'state', 'idle',
          'current_job_working_time', '0', 'last_heartbeat', A[t + 3])
        raw('HDEL', worker, 'current_job')
      end
    end
  end
  done[n] = applied and 1 or 0
end
reply[#reply + 1] = odd or false
for n = 1, #done do
  reply[#reply + 1] = done[n]
end
return reply
