-- Adds a result, whose arguments begin at A[r]: milliseconds, the number of arguments that are fields, the fields. Ids of
-- a stream must rise, so that one that comes too early gets the time of the newest. A key that is no stream gives way.
local function record(r, id)
  local key, last = P .. 'results:' .. id, r + 1 + A[r + 1]
  local added = try('XADD', key, 'MAXLEN', '10', A[r] .. '-0', unpack(A, r + 2, last))
  if type(added) == 'table' and added.err then
    local newest = try('XREVRANGE', key, '+', '-', 'COUNT', '1')[1]
    local ms, sequence = string.match(newest and newest[1] or A[r] .. '-0', '^(%d+)-(%d+)$')
    if not newest then
      call('DEL', key)
    end
    call('XADD', key, 'MAXLEN', '10', ms .. '-' .. string.format('%.0f', sequence + 1), unpack(A, r + 2, last))
  end
end
