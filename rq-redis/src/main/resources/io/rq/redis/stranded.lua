-- Lists the jobs that were taken from a queue and not started. Arguments: queue, how many at most. Gives of each its id
-- and when that was first noticed, in seconds, or nothing.
local taken = P .. 'queue:' .. A[1] .. ':intermediate'
local found, seen, runs, left = {}, {}, nil, tonumber(A[2])

local function runs_now(id)
  if not runs then
    runs = {}
    for _, member in ipairs(call('ZRANGE', P .. 'wip:' .. A[1], 0, -1)) do
      runs[string.match(member, '^[^:]*')] = true
    end
  end
  return runs[id]
end

for _, id in ipairs(call('LRANGE', taken, 0, -1)) do
  if #found >= left then
    return found
  end
  if not seen[id] and moves().status_of(id) == 'queued' and not runs_now(id) then
    found[#found + 1] = {id, call('GET', taken .. ':first_seen:' .. id)}
  end
  seen[id] = true
end
return found
