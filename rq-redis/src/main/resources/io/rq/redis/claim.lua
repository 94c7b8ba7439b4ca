-- How many ids that lead to no job one claim may drop: it must end some time. The caller goes on then.
local MOST_DROPPED = 1000

-- Whose id stands in a queue by mistake: it ran already, or its time has not come.
local NOT_WAITING = ',started,finished,failed,stopped,canceled,deferred,scheduled,'

-- Ids that were dropped though something stands in place of their job, for the caller to tell of: it is no hash, or the
-- id is none that a job may have.
local odd

-- Begins a run of a job that has left its queue. Gives the parts of the claim, which are the fields of its hash as they
-- were, its id and its queue; nil if there is nothing to run.
local function begin(id, queue, l)
  local job = P .. 'job:' .. id
  if not string.find(id, '^[%w_-]+$') then
    if raw('EXISTS', job) == 1 then
      odd = odd or {}
      odd[#odd + 1] = id
    end
    return nil
  end
  local hash = call('HGETALL', job)
  local origin, data, status, ttl, enqueued = '', false, '', nil, ''
  for k = 1, #hash, 2 do
    local field, value = hash[k], hash[k + 1]
    if field == 'data' then
      data = true
    elseif value == '' then
      -- The same as missing: half of the fields of a new job.
    elseif field == 'origin' then
      origin = value
    elseif field == 'status' then
      status = value
    elseif field == 'ttl' then
      ttl = moves().ttl(value)
    elseif field == 'enqueued_at' then
      enqueued = value
    end
  end
  if #hash == 0 and raw('EXISTS', job) == 1 then
    odd = odd or {}
    odd[#odd + 1] = id
    return nil
  end
  if #hash == 0 then
    -- It expired while it waited; what has a time of its own, or none, is left of it.
    moves().erase(id)
    return nil
  end
  if not data or status ~= 'queued' and string.find(NOT_WAITING, ',' .. moves().status_of(id) .. ',', 1, true) then
    return nil
  end
  if ttl and moves().over(enqueued, ttl, A[l + 3]) then
    moves().erase(id)
    return nil
  end
  if origin ~= queue and not moves().is_queue_name(origin) then
    origin = queue
    raw('HSET', job, 'origin', origin)
  end
  local iso = A[l + 2]
  hold(l, id, origin)
  raw('HSET', job, 'status', 'started', 'started_at', iso, 'last_heartbeat', iso, 'worker_name', A[l + 1])
  if ttl then
    moves().expire(id)
  else
    raw('PERSIST', job)
  end
  local size = #hash
  hash[size + 1], hash[size + 2] = id, origin
  return hash
end

-- Claims by the selection at A[i]: FIRST, the lease, the queues in order; or EXACTLY, the lease, queue, id. Gives the
-- parts of the claim, or 1 if there may be more behind the ids that were dropped, or nothing; and the id.
local function claim(i)
  local l, k = i + 1, i + 9
  if A[i] == 'EXACTLY' then
    local begun = call('LREM', P .. 'queue:' .. A[k], 1, A[k + 1]) > 0 and begin(A[k + 1], A[k], l)
    return begun or {}, begun and A[k + 1]
  end
  local mark = call('GET', P .. 'suspended')
  if mark and moves().suspends(mark, A[l + 3]) then
    return {}
  end
  local dropped = 0
  for q = k, #A do
    local queue = P .. 'queue:' .. A[q]
    local id = call('LPOP', queue)
    while id do
      local begun = begin(id, A[q], l)
      if begun then
        return begun, id
      end
      dropped = dropped + 1
      if dropped == MOST_DROPPED then
        return {1}
      end
      id = call('LPOP', queue)
    end
  end
  return {}
end
