-- Puts a cron entry in place of what is kept of that name, and stores jobs with it, all or nothing. Arguments: name,
-- the revision that what is kept must have or nothing, the number of arguments that are fields, the fields, what admit
-- takes. Gives nothing if it was done, else what admit gives.
local entry, first = P .. 'cron_entry:' .. A[1], 4 + A[3]
if (call('HGET', entry, 'revision') or '') ~= A[2] then
  return {0}
end
local refusal = admit(first)
if refusal then
  return refusal
end
call('DEL', entry)
call('HSET', entry, unpack(A, 4, first - 1))
call('SADD', P .. 'cron_entries', A[1])
return nil
