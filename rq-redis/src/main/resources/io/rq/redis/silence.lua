-- Removes a cron scheduler. Arguments: name, the time at which those were last heard of that are dead now. Gives
-- whether it was alive.
local list = P .. 'cron_schedulers'
local heard = tonumber(call('ZSCORE', list, A[1]) or '')
call('ZREM', list, A[1])
call('DEL', P .. 'cron_scheduler:' .. A[1])
return heard and heard > tonumber(A[2]) and 1 or 0
