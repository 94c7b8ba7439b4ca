-- Sets when a job's keys expire; no seconds: never.
local function expire(id, seconds)
  local job = P .. 'job:' .. id
  local dependents, dependencies = job .. ':dependents', P .. 'job::' .. id .. ':dependencies'
  local some = call('EXISTS', dependents, dependencies) > 0
  if seconds then
    call('EXPIRE', job, seconds)
    if some then
      call('EXPIRE', dependents, seconds)
      call('EXPIRE', dependencies, seconds)
    end
  else
    call('PERSIST', job)
    if some then
      call('PERSIST', dependents)
      call('PERSIST', dependencies)
    end
  end
end

-- Puts a job whose hash is written into its queue, into the scheduled or the deferred registry, or into the hands of a
-- worker; A[i] says which.
local function place(i, id, origin)
  local kind = A[i]
  if kind == 'LPUSH' or kind == 'RPUSH' then
    call(kind, P .. 'queue:' .. origin, id)
  elseif kind == 'scheduled' then
    call('ZADD', P .. 'scheduled:' .. origin, A[i + 1], id)
  elseif kind == 'deferred' then
    call('ZADD', P .. 'deferred:' .. origin, A[i + 1], id)
    for k = i + 3, i + 2 + A[i + 2] do
      call('SADD', P .. 'job:' .. A[k] .. ':dependents', id)
      call('SADD', P .. 'job::' .. id .. ':dependencies', A[k])
    end
  elseif kind == 'started' then
    hold(i + 1, id, origin)
    busy(i + 1, id)
  end
end
