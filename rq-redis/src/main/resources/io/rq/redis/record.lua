-- Adds a result, whose arguments begin at A[r]: milliseconds, seconds to keep, the number of arguments that are fields,
-- the fields. Ids of a stream must rise, so that one that comes too early gets the time of the newest. A key that is no
-- stream gives way.
local function record(r, id)
  local key, seconds, last = P .. 'results:' .. id, A[r + 1], r + 2 + A[r + 2]
  if seconds == '0' then
    call('DEL', key)
    return
  end
  local added = redis.pcall('XADD', key, 'MAXLEN', '10', A[r] .. '-0', unpack(A, r + 3, last))
  if type(added) == 'table' and added.err then
    local newest = redis.pcall('XREVRANGE', key, '+', '-', 'COUNT', '1')[1]
    local ms, sequence = string.match(newest and newest[1] or A[r] .. '-0', '^(%d+)-(%d+)$')
    if not newest then
      call('DEL', key)
    end
    call('XADD', key, 'MAXLEN', '10', ms .. '-' .. string.format('%.0f', sequence + 1), unpack(A, r + 3, last))
  end
  if seconds == '' then
    call('PERSIST', key)
  else
    call('EXPIRE', key, seconds)
  end
end
