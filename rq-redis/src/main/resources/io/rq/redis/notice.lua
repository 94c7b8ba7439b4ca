-- Notes when it was noticed that jobs were taken from a queue and not started, where RQ's programs look, and for as
-- long as they do. Arguments: queue, now in seconds, ids.
for k = 3, #A do
  call('SET', P .. 'queue:' .. A[1] .. ':intermediate:first_seen:' .. A[k], A[2], 'EX', 86400)
end
