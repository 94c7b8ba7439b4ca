-- Reads the cron entries. Gives the name and the fields of each.
local found = {}
for k, name in ipairs(call('SMEMBERS', P .. 'cron_entries')) do
  found[k] = {name, call('HGETALL', P .. 'cron_entry:' .. name)}
end
return found
