-- Applies a transition, then claims. Arguments: facts; how many changes; of each: the number of arguments that follow,
-- id, queue, what it expects (an execution, or a list of statuses between commas), the six values of its state, the
-- number of arguments that are other fields, these, the recording (nothing, or milliseconds, seconds to keep, the
-- number of arguments that are fields, the fields), the placement. Then the tally (nothing, or worker, counter,
-- seconds, its time as ISO text and in seconds), and the selection, if something shall be claimed.
-- Gives whether the transition was applied, and the claim.

local function holds(id, origin, expected)
  if string.sub(expected, 1, 1) == ',' then
    local status = status_of(id)
    return status and string.find(expected, ',' .. status .. ',', 1, true), status
  end
  return call('EXISTS', P .. 'job:' .. id) == 1 and call('ZSCORE', P .. 'wip:' .. origin, id .. ':' .. expected), nil
end

-- Adds a result, whose arguments begin at A[r]. Ids of a stream must rise, so that one that comes too early gets the
-- time of the newest.
local function record(r, id)
  local key, seconds = P .. 'results:' .. id, A[r + 1]
  local last = r + 2 + A[r + 2]
  if seconds == '0' then
    call('DEL', key)
    return
  end
  local added = redis.pcall('XADD', key, 'MAXLEN', '10', A[r] .. '-0', unpack(A, r + 3, last))
  if type(added) == 'table' and added.err then
    local newest = call('XREVRANGE', key, '+', '-', 'COUNT', '1')[1]
    local ms, sequence = string.match(newest and newest[1] or A[r] .. '-0', '^(%d+)-(%d+)$')
    if not newest then
      call('DEL', key)
    end
    call('XADD', key, 'MAXLEN', '10', ms .. '-' .. string.format('%.0f', sequence + 1), unpack(A, r + 3, last))
  end
  if seconds == '' then
    call('PERSIST', key)
  else
    call('EXPIRE', key, seconds)
  end
end

local function apply(i, status)
  local id, origin, expected = A[i + 1], A[i + 2], A[i + 3]
  local r = i + 11 + A[i + 10]
  local p = r + 1
  if A[r] ~= '' then
    record(r, id)
    p = r + 3 + A[r + 2]
  end
  if status then
    leave(id, origin, status)
  else
    end_run(id, origin, expected)
  end
  local kind = A[p]
  if kind == 'discarded' then
    erase(id)
    return
  end
  call('HSET', P .. 'job:' .. id, 'status', A[i + 4], 'enqueued_at', A[i + 5], 'started_at', A[i + 6],
    'ended_at', A[i + 7], 'last_heartbeat', A[i + 8], 'worker_name', A[i + 9], unpack(A, i + 11, r - 1))
  if kind == 'retained' then
    call('ZADD', P .. A[p + 1] .. origin, A[p + 2], id)
    expire(id, A[p + 3] ~= '' and A[p + 3])
  else
    local waits = kind == 'LPUSH' or kind == 'RPUSH'
    local ttl = waits and tonumber(call('HGET', P .. 'job:' .. id, 'ttl') or nil)
    expire(id, ttl and ttl > 0 and ttl)
    call('SADD', P .. 'queues', P .. 'queue:' .. origin)
    place(p, id, origin)
  end
end

local applied, first = facts_hold(1)
local statuses = {}
local i = first + 1
for k = 1, A[first] do
  if applied then
    applied, statuses[k] = holds(A[i + 1], A[i + 2], A[i + 3])
  end
  i = i + 1 + A[i]
end
if applied then
  i = first + 1
  for k = 1, A[first] do
    apply(i, statuses[k])
    i = i + 1 + A[i]
  end
end

local t = A[i] ~= '' and i
local worker, till
if t then
  i = i + 5
  if applied then
    worker, till = living(A[t], A[t + 4])
  end
  if worker then
    -- A counter that another program broke must not keep a job from being settled.
    redis.pcall('HINCRBY', worker, A[t + 1], '1')
    redis.pcall('HINCRBYFLOAT', worker, 'total_working_time', A[t + 2])
  end
else
  i = i + 1
end
local claimed = A[i] and claim(i) or false
if worker and not (claimed and A[t] == A[i + 2]) then
  call('HSET', worker, 'state', 'idle', 'current_job_working_time', '0', 'last_heartbeat', A[t + 3])
  call('HDEL', worker, 'current_job')
end
return {applied and 1 or 0, claimed}
