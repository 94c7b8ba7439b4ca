-- Registers a worker. Arguments: name, its birth in seconds, seconds to live, what enroll takes. Gives whether the
-- name was free.
local worker = P .. 'worker:' .. A[1]
if signed_on(worker, A[2]) then
  return 0
end

-- On the way, those go off the lists whose records expired (W-10).
local function sweep(list)
  for _, listed in ipairs(call('SMEMBERS', list)) do
    if call('EXISTS', listed) == 0 then
      call('SREM', list, listed)
    end
  end
end

sweep(P .. 'workers')
for k = 5, 4 + A[4] do
  sweep(P .. 'workers:' .. A[k])
end
enroll(4, worker, A[3])
return 1
