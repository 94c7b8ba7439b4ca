-- Stores new jobs, all or none. Arguments: facts; how many jobs; of each: the number of arguments that follow, id,
-- queue, seconds to live in the queue or nothing, the number of arguments that are fields, the fields, the placement.
-- Gives nothing if all was stored, else whether the facts held and the ids that are taken.
local held, first = facts_hold(1)
local refusal, stale = {held and 1 or 0}, nil
local i = first + 1
for _ = 1, A[first] do
  local id = A[i + 1]
  -- Results outlive a deleted job of RQ's: the next job of that id must not show them.
  if call('EXISTS', P .. 'job:' .. id, P .. 'results:' .. id) > 0 then
    if call('EXISTS', P .. 'job:' .. id) == 1 then
      refusal[#refusal + 1] = id
    else
      stale = stale or {}
      stale[#stale + 1] = P .. 'results:' .. id
    end
  end
  i = i + 1 + A[i]
end
if not held or #refusal > 1 then
  return refusal
end
for k = 1, stale and #stale or 0 do
  call('DEL', stale[k])
end

local listed
i = first + 1
for _ = 1, A[first] do
  local id, origin, ttl, fields = A[i + 1], A[i + 2], A[i + 3], A[i + 4]
  local p = i + 5 + fields
  if origin ~= listed then
    call('SADD', P .. 'queues', P .. 'queue:' .. origin)
    listed = origin
  end
  call('HSET', P .. 'job:' .. id, unpack(A, i + 5, p - 1))
  if ttl ~= '' then
    expire(id, ttl)
  end
  place(p, id, origin)
  i = i + 1 + A[i]
end
return nil
