-- Removes a scheduler's record, and frees the queues that it has. Arguments: name, now in seconds, the queues. Gives
-- whether it was alive.
local record = P .. 'scheduler:' .. A[1]
for q = 3, #A do
  local lock = P .. 'scheduler-lock:' .. A[q]
  if call('GET', lock) == A[1] then
    call('DEL', lock)
  end
end
local till = tonumber(call('HGET', record, 'alive_until') or '')
local removed = call('DEL', record) == 1
return removed and (not till or till > tonumber(A[2])) and 1 or 0
