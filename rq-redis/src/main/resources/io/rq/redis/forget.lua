-- Takes a queue off the list of queues. Argument: the queue.
local queue = P .. 'queue:' .. A[1]
call('DEL', queue)
call('SREM', P .. 'queues', queue)
