-- Reads the workers that are listed. Gives the key and the fields of each.
local found = {}
for k, worker in ipairs(call('SMEMBERS', P .. 'workers')) do
  found[k] = {worker, call('HGETALL', worker)}
end
return found
