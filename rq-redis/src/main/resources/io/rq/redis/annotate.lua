-- Replaces the meta of a job. Arguments: id, meta, the present second. Gives whether there is such a job.
if not moves().is_there(A[1], A[3]) then
  return 0
end
call('HSET', P .. 'job:' .. A[1], 'meta', A[2])
return 1
