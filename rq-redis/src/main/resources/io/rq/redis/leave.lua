-- Ends a run: its hash, its entry among those that run, and the list of the job's executions, as a job has one at a time.
local function end_run(id, origin, execution)
  call('DEL', P .. 'execution:' .. id .. ':' .. execution, P .. 'executions:' .. id)
  return call('ZREM', P .. 'wip:' .. origin, id .. ':' .. execution)
end

-- Ends all runs of a job. After a crash the list of executions expires before the entry among those that run does.
local function end_runs(id, origin)
  local wip = P .. 'wip:' .. origin
  local ended = call('ZREM', wip, id)
  for _, execution in ipairs(call('ZRANGE', P .. 'executions:' .. id, 0, -1)) do
    ended = ended + end_run(id, origin, execution)
  end
  if ended == 0 then
    for _, member in ipairs(call('ZRANGE', wip, 0, -1)) do
      if string.sub(member, 1, #id + 1) == id .. ':' then
        end_run(id, origin, string.sub(member, #id + 2))
      end
    end
  end
end

-- Takes a job out of every place where it may lie.
local function leave(id, origin, status)
  if status == 'started' then
    end_runs(id, origin)
  elseif status == 'queued' then
    call('LREM', P .. 'queue:' .. origin, 1, id)
  elseif status == 'deferred' then
    local dependencies = P .. 'job::' .. id .. ':dependencies'
    for _, parent in ipairs(call('SMEMBERS', dependencies)) do
      call('SREM', P .. 'job:' .. parent .. ':dependents', id)
    end
    call('DEL', dependencies)
  end
  for _, registry in ipairs({'scheduled:', 'deferred:', 'finished:', 'failed:', 'canceled:'}) do
    call('ZREM', P .. registry .. origin, id)
  end
end
