-- Drops from a part of a queue the ids that lead to no waiting job. Arguments: the queue, the present second, the first
-- and the last index of the part. Gives how many.
local queue, move, dropped = P .. 'queue:' .. A[1], moves(), 0

-- Stands for an id that was dropped until all of them are taken out at once; no job may have it.
local NOBODY = ''

for k, id in ipairs(call('LRANGE', queue, A[3], A[4])) do
  if not move.waits(id, A[2]) then
    if move.is_id(id) and not move.is_there(id, A[2]) then
      move.erase(id)
    end
    call('LSET', queue, string.format('%.0f', A[3] + k - 1), NOBODY)
    dropped = dropped + 1
  end
end
if dropped > 0 then
  call('LREM', queue, -dropped, NOBODY)
end
return dropped
