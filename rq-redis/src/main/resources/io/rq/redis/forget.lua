-- Takes a queue off the list of queues, with ids that lead to no waiting job. Arguments: the queue, the present second.
-- Gives whether none waits in it; else nothing is changed.
local PAGE = 1000
local queue, from, over = P .. 'queue:' .. A[1], 0, {}
local ids = call('LRANGE', queue, 0, PAGE - 1)
while #ids > 0 do
  for _, id in ipairs(ids) do
    if string.find(id, '^[%w_-]+$') and moves().status_of(id) == 'queued' then
      if not moves().expired(id, A[2]) then
        return 0
      end
      over[#over + 1] = id
    end
  end
  from = from + PAGE
  ids = call('LRANGE', queue, from, from + PAGE - 1)
end
for _, id in ipairs(over) do
  moves().erase(id)
end
call('DEL', queue)
call('SREM', P .. 'queues', queue)
return 1
