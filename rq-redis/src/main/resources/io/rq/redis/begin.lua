-- Every script begins with this. KEYS[1] is the prefix of all keys with its colon ("rq:"); the other keys are made
-- from it, so that a prefix with a hash tag keeps everything in one slot. Scripts are told what to do and never
-- decide; all checks come before the first write, since Redis rolls nothing back.
local P, A = KEYS[1], ARGV

-- Runs a command. A key that is of another type than RQ's, by somebody's mistake, counts as missing, and gives way to
-- what is put there.
local function call(command, key, ...)
  local reply = redis.pcall(command, key, ...)
  if type(reply) == 'table' and reply.err then
    if not string.find(reply.err, 'WRONGTYPE', 1, true) then
      error(reply.err)
    elseif string.find(' HSET HSETNX LPUSH RPUSH SADD XADD ZADD ', ' ' .. command .. ' ', 1, true) then
      redis.call('DEL', key)
      return redis.call(command, key, ...)
    end
    return redis.call(command, P .. 'missing', ...)
  end
  return reply
end
