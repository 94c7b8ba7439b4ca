-- Registers a worker. Arguments: name, its birth in seconds, seconds to live, what enroll takes. Gives whether the
-- name was free.
local worker = P .. 'worker:' .. A[1]
if signed_on(worker, A[2]) then
  return 0
end
enroll(4, worker, A[3])
return 1
