-- Takes a queue in which nothing lies off the list of queues. Argument: the queue. Gives whether nothing lies in it.
local queue = P .. 'queue:' .. A[1]
if call('LLEN', queue) > 0 then
  return 0
end
call('DEL', queue)
call('SREM', P .. 'queues', queue)
return 1
