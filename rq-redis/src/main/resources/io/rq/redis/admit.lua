-- Stores new jobs, all or none. The arguments from A[b] on: the number of arguments that are facts, these; how many
-- jobs; of each: the number of arguments that follow, id, queue, the second when it was made, seconds to live in the
-- queue or nothing, its group or nothing, the number of arguments that are fields, by name and value, or 0 and the
-- values of the fields that the job before has, the placement. Gives nothing if all was stored, else whether the facts
-- held and the ids that are taken.
local function admit(b)
  local first = b + 1 + A[b]
  local held = first == b + 1 or moves().facts_hold(b + 1, first - 1)
  local taken, stale, over
  local i = first + 1
  for _ = 1, A[first] do
    local id = A[i + 1]
    local job, results = P .. 'job:' .. id, P .. 'results:' .. id
    if raw('EXISTS', job, results) > 0 then
      if raw('EXISTS', job) == 0 then
        -- Results outlive a job that RQ deleted: the next job of that id must not show them.
        stale = stale or {}
        stale[#stale + 1] = id
      elseif moves().expired(id, A[i + 3]) then
        over = over or {}
        over[#over + 1] = id
      else
        taken = taken or {}
        taken[#taken + 1] = id
      end
    end
    i = i + 1 + A[i]
  end
  if taken or not held then
    taken = taken or {}
    table.insert(taken, 1, held and 1 or 0)
    return taken
  end
  for k = 1, stale and #stale or 0 do
    raw('DEL', P .. 'results:' .. stale[k])
  end
  for k = 1, over and #over or 0 do
    local id, move = over[k], moves()
    move.leave(id, call('HGET', P .. 'job:' .. id, 'origin') or '', move.status_of(id))
    move.erase(id)
  end

  local listed, named, last, fields
  i = first + 1
  for _ = 1, A[first] do
    local id, origin, ttl, group = A[i + 1], A[i + 2], A[i + 4], A[i + 5]
    local p = i + 7 + A[i + 6]
    if p > i + 7 then
      named, last, fields = i + 7, p - 1, nil
      raw('HSET', P .. 'job:' .. id, unpack(A, named, last))
    else
      fields = fields or {unpack(A, named, last)}
      for k = 2, #fields, 2 do
        fields[k] = A[p]
        p = p + 1
      end
      raw('HSET', P .. 'job:' .. id, unpack(fields))
    end
    if origin ~= listed then
      call('SADD', P .. 'queues', P .. 'queue:' .. origin)
      listed = origin
    end
    if group ~= '' then
      call('SADD', P .. 'group:' .. group, id)
      call('SADD', P .. 'groups', group)
    end
    if ttl == '' and A[p] == 'RPUSH' then
      call('RPUSH', P .. 'queue:' .. origin, id)
    else
      if ttl ~= '' then
        moves().expire(id, ttl)
      end
      moves().place(p, id, origin)
    end
    i = i + 1 + A[i]
  end
  return nil
end
