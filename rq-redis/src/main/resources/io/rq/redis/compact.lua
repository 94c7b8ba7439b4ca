-- Drops ids that have no job, or one that is over. Arguments: the queue, the present second. Gives how many.
local AT_ONCE = 1000

-- The ids whose jobs are there, and the others, of whose jobs nothing is left.
local function sifted(ids)
  local kept, lost = {}, {}
  for _, id in ipairs(ids) do
    local into = kept
    if not moves().is_there(id, A[2]) then
      into = lost
      moves().erase(id)
    end
    into[#into + 1] = id
  end
  return kept, lost
end

local dropped = 0

-- The queue is turned once, some ids at a time: what is taken at its left comes back at its right.
local queue = P .. 'queue:' .. A[1]
local left = call('LLEN', queue)
while left > 0 do
  local ids = call('LPOP', queue, math.min(left, AT_ONCE))
  local kept, lost = sifted(ids)
  if #kept > 0 then
    call('RPUSH', queue, unpack(kept))
  end
  left = left - #ids
  dropped = dropped + #lost
end

for _, place in ipairs({'scheduled:', 'deferred:'}) do
  local registry = P .. place .. A[1]
  local all = call('ZRANGE', registry, 0, -1)
  for from = 1, #all, AT_ONCE do
    local _, lost = sifted({unpack(all, from, math.min(from + AT_ONCE - 1, #all))})
    if #lost > 0 then
      dropped = dropped + call('ZREM', registry, unpack(lost))
    end
  end
end
return dropped
