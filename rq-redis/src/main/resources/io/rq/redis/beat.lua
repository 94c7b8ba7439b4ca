-- Says that a worker is alive. Arguments: name, now in seconds, seconds to live, now as ISO text, the end of its life
-- in seconds, its state or nothing, what enroll takes if the record is lost.
local worker = P .. 'worker:' .. A[1]
if not signed_on(worker, A[2]) then
  enroll(7, worker, A[3])
  return
end
call('HSET', worker, 'last_heartbeat', A[4], 'alive_until', A[5])
call('EXPIRE', worker, A[3])
if A[6] ~= '' then
  call('HSET', worker, 'state', A[6])
  if A[6] ~= 'busy' then
    call('HDEL', worker, 'current_job')
  end
end
