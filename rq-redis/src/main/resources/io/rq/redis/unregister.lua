-- Takes a worker off the lists; its record stays for a minute, as RQ's do. Arguments: name, now as ISO text.
local worker = P .. 'worker:' .. A[1]
delist(worker)
call('SREM', P .. 'workers', worker)
if call('EXISTS', worker) == 1 then
  call('HSET', worker, 'death', A[2], 'alive_until', '0')
  call('EXPIRE', worker, 60)
end
