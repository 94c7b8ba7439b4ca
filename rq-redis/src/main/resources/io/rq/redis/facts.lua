local KNOWN = ',created,queued,deferred,scheduled,started,finished,failed,stopped,canceled,'

-- The status of a job; nil if there is no such job. As for RQ's readers, none means created.
local function status_of(id)
  local job = P .. 'job:' .. id
  local status = call('HGET', job, 'status')
  if not status and call('EXISTS', job) == 0 then
    return nil
  end
  if status and string.find(KNOWN, ',' .. status .. ',', 1, true) then
    return status
  end
  return 'created'
end

-- Facts begin at A[i]: how many, then job and status of each; an empty status says that there is no such job.
-- Gives whether all hold, and the index after them.
local function facts_hold(i)
  local after = i + 1 + 2 * A[i]
  for k = i + 1, after - 1, 2 do
    if (status_of(A[k]) or '') ~= A[k + 1] then
      return false, after
    end
  end
  return true, after
end
