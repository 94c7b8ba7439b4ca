-- Says that a cron scheduler is alive, in RQ's registry and record. Arguments: name, now in seconds, the time at which
-- those were last heard of that are dead now, seconds to live, whether it is new, the fields of its record. Gives
-- whether it was new, or known, as it should be.
local list, record = P .. 'cron_schedulers', P .. 'cron_scheduler:' .. A[1]
call('ZREMRANGEBYSCORE', list, '-inf', A[3])
local known = call('ZSCORE', list, A[1]) and '0' or '1'
if known ~= A[5] then
  return 0
end
call('ZADD', list, A[2], A[1])
call('DEL', record)
call('HSET', record, unpack(A, 6))
call('EXPIRE', record, A[4])
return 1
