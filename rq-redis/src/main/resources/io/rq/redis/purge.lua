-- Removes jobs whose retention is over. Arguments: queue, the present second, how many at most. Gives how many lines
-- were removed. A job that went on since, as a repeated one of RQ's does, loses its line only.
local left, move = tonumber(A[3]), moves()
for _, registry in ipairs({{'finished:', 'finished', 'finished'}, {'failed:', 'failed', 'stopped'}}) do
  local key = P .. registry[1] .. A[1]
  local over = left > 0 and call('ZRANGEBYSCORE', key, '0', A[2], 'LIMIT', '0', left) or {}
  for _, id in ipairs(over) do
    local status = move.status_of(id)
    if not status or status == registry[2] or status == registry[3] then
      move.erase(id)
    end
    call('ZREM', key, id)
    left = left - 1
  end
end

-- On the way, some of what RQ's programs left in places where no such job lies.
local SOME = '100'

-- RQ's programs write some lines a moment before the job.
local WRITTEN = A[2] - 60

-- Drops those of some lines of a registry, members and scores in turn, that lead to no job of that status.
local function sift(registry, status, lines)
  for k = 1, #lines, 2 do
    local id, execution = string.match(lines[k], '^([^:]*):?(.*)$')
    if tonumber(lines[k + 1]) <= WRITTEN and move.status_of(id) ~= status then
      call('ZREM', P .. registry .. A[1], lines[k])
      if execution ~= '' then
        call('DEL', P .. 'execution:' .. lines[k])
        call('ZREM', P .. 'executions:' .. id, execution)
      end
    end
  end
end

for registry, status in pairs({['scheduled:'] = 'scheduled', ['wip:'] = 'started'}) do
  local key = P .. registry .. A[1]
  sift(registry, status, call('ZRANGEBYSCORE', key, '-inf', WRITTEN, 'WITHSCORES', 'LIMIT', '0', A[3]))
end
sift('deferred:', 'deferred', call('ZRANDMEMBER', P .. 'deferred:' .. A[1], SOME, 'WITHSCORES'))

local ended = ',finished,failed,stopped,canceled,deferred,scheduled,'
local taken = P .. 'queue:' .. A[1] .. ':intermediate'
for _, id in ipairs(call('LRANGE', taken, '0', SOME - 1)) do
  local status = move.status_of(id)
  if not status or string.find(ended, ',' .. status .. ',', 1, true) then
    call('LREM', taken, '1', id)
  end
end

-- Readers leave out members of groups whose job expired before it was removed here.
for _, group in ipairs(call('SRANDMEMBER', P .. 'groups', '10')) do
  for _, id in ipairs(call('SRANDMEMBER', P .. 'group:' .. group, SOME)) do
    if call('EXISTS', P .. 'job:' .. id) == 0 then
      move.ungroup(id, group)
    end
  end
  if call('EXISTS', P .. 'group:' .. group) == 0 then
    call('SREM', P .. 'groups', group)
  end
end
return A[3] - left
