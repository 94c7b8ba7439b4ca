-- Drops lines of jobs that are gone or lie elsewhere, as RQ's programs leave them. Arguments: queue, the present second,
-- how many lines to look at, where to begin: nothing, or what the call before gave. Gives where to go on, or nothing.
local left, move = tonumber(A[3]), moves()

-- RQ's programs write some lines a moment before the job. What they defer has no time.
local WRITTEN = A[2] - 60

local function is_old(score)
  return score <= WRITTEN or score == math.huge
end

-- Looks at lines of a registry; those that stay are counted.
local function registry(name, status)
  return function(from)
    local key = P .. name .. A[1]
    local lines = status == 'deferred' and call('ZRANGE', key, from, from + left - 1, 'WITHSCORES')
      or call('ZRANGEBYSCORE', key, '-inf', WRITTEN, 'WITHSCORES', 'LIMIT', from, left)
    for k = 1, #lines, 2 do
      local id, execution = string.match(lines[k], '^([^:]*):?(.*)$')
      if is_old(tonumber(lines[k + 1])) and move.status_of(id) ~= status then
        call('ZREM', key, lines[k])
        if execution ~= '' then
          call('DEL', P .. 'execution:' .. lines[k])
          call('ZREM', P .. 'executions:' .. id, execution)
        end
      else
        from = from + 1
      end
    end
    return #lines / 2, from
  end
end

local OVER = ',finished,failed,stopped,canceled,deferred,scheduled,'

-- The same for the list of those that were taken and not started.
local function intermediate(from)
  local taken = P .. 'queue:' .. A[1] .. ':intermediate'
  local ids = call('LRANGE', taken, from, from + left - 1)
  for _, id in ipairs(ids) do
    local status = move.status_of(id)
    if not status or string.find(OVER, ',' .. status .. ',', 1, true) then
      call('LREM', taken, '1', id)
    else
      from = from + 1
    end
  end
  return #ids, from
end

local places = {registry('scheduled:', 'scheduled'), registry('wip:', 'started'), registry('deferred:', 'deferred'),
  intermediate}
local place, from = string.match(A[4], '^(%d) (%d+)$')
place, from = tonumber(place or 1), tonumber(from or 0)
while places[place] do
  local seen, on = places[place](from)
  left = left - seen
  if left <= 0 then
    return string.format('%.0f %.0f', place, on)
  end
  place, from = place + 1, 0
end
return nil
