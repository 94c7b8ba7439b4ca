-- Every script begins with this. KEYS[1] is the prefix of all keys with its colon ("rq:"); the other keys are made
-- from it, so that a prefix with a hash tag keeps everything in one slot. Scripts are told what to do and never
-- decide; all checks come before the first write, since Redis rolls nothing back.
local P, A = KEYS[1], ARGV

-- Run a command as it is, for keys that were looked at before and for commands that take any type.
local raw, try = redis.call, redis.pcall

-- Runs a command. A key that is of another type than RQ's, by somebody's mistake, counts as missing, and gives way to
-- what is put there.
local function call(command, key, ...)
  local reply = try(command, key, ...)
  if reply == 1 or reply == 0 or not reply then
    -- Mostly; to ask for the type of a reply costs as much as half a command.
    return reply
  end
  if type(reply) == 'table' and reply.err then
    if not string.find(reply.err, 'WRONGTYPE', 1, true) then
      error(reply.err)
    elseif string.find(' HSET HSETNX LPUSH RPUSH SADD XADD ZADD ', ' ' .. command .. ' ', 1, true) then
      raw('DEL', key)
      return raw(command, key, ...)
    end
    return raw(command, P .. 'missing', ...)
  end
  return reply
end
