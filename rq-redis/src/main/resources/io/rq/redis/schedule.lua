-- Says that a scheduler is alive, and gives it those of its queues that no other has. Arguments: name, now in seconds,
-- seconds to live, how many queues, the queues, the fields of its record. Gives the queues that it has. The record is
-- RQ's, and says when its life is over; RQ's own do not: they have a queue for as long as its lock exists.
local name, first, last = A[1], 5, 4 + A[4]

local function over(owner)
  local till = tonumber(call('HGET', P .. 'scheduler:' .. owner, 'alive_until') or '')
  return till and till <= tonumber(A[2])
end

call('DEL', P .. 'scheduler:' .. name)
call('HSET', P .. 'scheduler:' .. name, unpack(A, last + 1))
call('EXPIRE', P .. 'scheduler:' .. name, A[3])
local had = {}
for q = first, last do
  local lock = P .. 'scheduler-lock:' .. A[q]
  local owner = call('GET', lock)
  if not owner or owner == name or over(owner) then
    call('SET', lock, name, 'EX', A[3])
    had[#had + 1] = A[q]
  end
end
return had
