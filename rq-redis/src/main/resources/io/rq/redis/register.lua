-- Registers a worker. Arguments: name, its birth in seconds, seconds to live, what enroll takes. Gives whether the
-- name was free.
if signed_on(A[1], A[2]) then
  return 0
end
enroll(4, P .. 'worker:' .. A[1], A[3])
return 1
