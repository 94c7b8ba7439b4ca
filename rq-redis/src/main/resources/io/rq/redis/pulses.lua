-- Reads the cron schedulers that were heard of after a time. Argument: the time in seconds. Gives the name, the second
-- when it was last heard of and the fields of each. Those whose record is gone are left out, as RQ does.
local found = {}
local listed = call('ZRANGEBYSCORE', P .. 'cron_schedulers', '(' .. A[1], '+inf', 'WITHSCORES')
for k = 1, #listed, 2 do
  local fields = call('HGETALL', P .. 'cron_scheduler:' .. listed[k])
  if #fields > 0 then
    found[#found + 1] = {listed[k], listed[k + 1], fields}
  end
end
return found
