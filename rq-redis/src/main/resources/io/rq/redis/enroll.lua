-- Takes a worker off the lists of the queues that its record names.
local function delist(worker)
  local queues = call('HGET', worker, 'queues')
  for queue in string.gmatch(queues or '', '[^,]+') do
    call('SREM', P .. 'workers:' .. queue, worker)
  end
end

-- Writes a worker's record anew, and lists it. From A[i] on: how many queues, the queues, the number of arguments
-- that are fields, the fields.
local function enroll(i, worker, seconds)
  local f = i + 1 + A[i]
  delist(worker)
  call('DEL', worker)
  call('HSET', worker, unpack(A, f + 1, f + A[f]))
  call('EXPIRE', worker, seconds)
  call('SADD', P .. 'workers', worker)
  for k = i + 1, f - 1 do
    call('SADD', P .. 'workers:' .. A[k], worker)
  end
end

-- Tells whether a worker is alive and did not sign off, as RQ's workers do with a field.
local function signed_on(worker, at)
  return living(worker, call('HGET', worker, 'alive_until'), at) and call('HEXISTS', worker, 'death') == 0
end
