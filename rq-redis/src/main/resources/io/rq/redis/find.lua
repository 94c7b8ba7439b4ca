-- Reads jobs. Arguments: ids. Gives of each nothing, or its fields and its score in the registry of its outcome.
local REGISTRY = {finished = 'finished:', failed = 'failed:', stopped = 'failed:'}
local found = {}
for k = 1, #A do
  local hash = call('HGETALL', P .. 'job:' .. A[k])
  if #hash == 0 then
    found[k] = false
  else
    local origin, registry = '', nil
    for f = 1, #hash, 2 do
      if hash[f] == 'origin' then
        origin = hash[f + 1]
      elseif hash[f] == 'status' then
        registry = REGISTRY[hash[f + 1]]
      end
    end
    found[k] = {hash, registry and call('ZSCORE', P .. registry .. origin, A[k]) or false}
  end
end
return found
