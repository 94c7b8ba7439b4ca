-- Puts a cron entry in place of what is kept of that name, and stores jobs with it, all or nothing. Arguments: name,
-- the revision that what is kept must have or nothing, the second when it was removed or nothing, the second up to which
-- others were removed that go for good, the number of arguments that are fields, the fields, what admit takes. Gives
-- nothing if it was done, else what admit gives.
local list, entry, first = P .. 'cron_entries', P .. 'cron_entry:' .. A[1], 6 + A[5]
if (call('HGET', entry, 'revision') or '') ~= A[2] then
  return {0}
end
local refusal = admit(first)
if refusal then
  return refusal
end
call('DEL', entry)
call('HSET', entry, unpack(A, 6, first - 1))
if A[3] == '' then
  call('ZADD', list, '+inf', A[1])
  return nil
end
call('ZADD', list, A[3], A[1])
for _, name in ipairs(call('ZRANGEBYSCORE', list, '-inf', A[4], 'LIMIT', '0', '100')) do
  call('ZREM', list, name)
  call('DEL', P .. 'cron_entry:' .. name)
end
return nil
