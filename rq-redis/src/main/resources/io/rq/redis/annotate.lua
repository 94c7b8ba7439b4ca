-- Replaces the meta of a job. Arguments: id, meta. Gives whether there is such a job.
local job = P .. 'job:' .. A[1]
if call('EXISTS', job) == 0 then
  return 0
end
call('HSET', job, 'meta', A[2])
return 1
