-- How many ids without a job one claim may drop: it must end some time.
local MOST_DROPPED = 1000

-- The second of an ISO time, by the usual count of days from civil dates; nil if it is none.
local function second_of(text)
  local y, m, d, hour, minute, second = string.match(text, '^(%d%d%d%d)-(%d%d)-(%d%d)T(%d%d):(%d%d):(%d%d)')
  if not y then
    return nil
  end
  y, m, d = tonumber(y), tonumber(m), tonumber(d)
  if m <= 2 then
    y, m = y - 1, m + 12
  end
  local era = math.floor(y / 400)
  local of_era = y - era * 400
  local days = era * 146097 + of_era * 365 + math.floor(of_era / 4) - math.floor(of_era / 100)
    + math.floor((153 * (m - 3) + 2) / 5) + d - 719469
  return days * 86400 + hour * 3600 + minute * 60 + second
end

-- Begins a run of a job that has left its queue; nil if there is nothing to run.
local function begin(id, queue, l)
  if not string.find(id, '^[%w_-]+$') then
    return nil
  end
  local job = P .. 'job:' .. id
  local hash = call('HGETALL', job)
  local origin, data, status, ttl, enqueued = '', nil, nil, nil, ''
  for k = 1, #hash, 2 do
    local field = hash[k]
    if field == 'data' then
      data = true
    elseif field == 'origin' then
      origin = hash[k + 1]
    elseif field == 'status' then
      status = hash[k + 1]
    elseif field == 'ttl' then
      ttl = tonumber(hash[k + 1])
    elseif field == 'enqueued_at' then
      enqueued = hash[k + 1]
    end
  end
  if not data or status == 'canceled' then
    return nil
  end
  if ttl and ttl > 0 then
    local since = second_of(enqueued)
    if since and since + ttl <= tonumber(A[l + 3]) then
      erase(id)
      return nil
    end
  end
  local iso = A[l + 2]
  if origin == '' or string.find(origin, ',', 1, true) or string.find(origin, ':intermediate$') then
    origin = queue
    call('HSET', job, 'origin', origin)
  end
  hold(l, id, origin)
  call('HSET', job, 'status', 'started', 'started_at', iso, 'last_heartbeat', iso, 'worker_name', A[l + 1])
  call('PERSIST', job)
  busy(l, id)
  return {id, origin, hash}
end

local function suspended(at)
  local mark = call('GET', P .. 'suspended')
  if not mark then
    return false
  end
  -- RQ writes 1; a suspension with an end has that in its place.
  local till = tonumber(mark)
  return not till or till <= 1 or till > tonumber(at)
end

-- Claims by the selection at A[i]: FIRST, the lease, the queues in order; or EXACTLY, the lease, queue, id.
local function claim(i)
  local l, k = i + 1, i + 9
  if A[i] == 'EXACTLY' then
    return call('LREM', P .. 'queue:' .. A[k], 1, A[k + 1]) > 0 and begin(A[k + 1], A[k], l) or nil
  end
  if suspended(A[l + 3]) then
    return nil
  end
  local dropped = 0
  for q = k, #A do
    local queue = P .. 'queue:' .. A[q]
    local id = call('LPOP', queue)
    while id do
      local begun = begin(id, A[q], l)
      if begun then
        return begun
      end
      dropped = dropped + 1
      if dropped >= MOST_DROPPED then
        return nil
      end
      id = call('LPOP', queue)
    end
  end
  return nil
end
