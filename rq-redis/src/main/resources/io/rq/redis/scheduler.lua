-- Reads who schedules a queue. Argument: the queue. Gives a name and the fields of its record, or nothing.
local owner = call('GET', P .. 'scheduler-lock:' .. A[1])
return owner and {owner, call('HGETALL', P .. 'scheduler:' .. owner)}
