-- Reads cron entries. Arguments: their names; none: of all that were not removed. Gives the name and the fields of each.
local names, found = A, {}
if #A == 0 then
  names = call('ZRANGEBYSCORE', P .. 'cron_entries', '+inf', '+inf')
end
for k, name in ipairs(names) do
  found[k] = {name, call('HGETALL', P .. 'cron_entry:' .. name)}
end
return found
