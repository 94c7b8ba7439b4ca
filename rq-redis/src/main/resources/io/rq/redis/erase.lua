-- Deletes all that a job wrote, but for its line in a queue or registry.
local function erase(id)
  local job = P .. 'job:' .. id
  call('DEL', job, job .. ':dependents', P .. 'job::' .. id .. ':dependencies', P .. 'results:' .. id,
    P .. 'executions:' .. id)
end
