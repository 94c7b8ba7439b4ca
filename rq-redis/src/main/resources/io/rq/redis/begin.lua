-- Every script begins with this. KEYS[1] is the prefix of all keys with its colon ("rq:"); the other keys are made
-- from it, so that a prefix with a hash tag keeps everything in one slot. Scripts are told what to do and never
-- decide; all checks come before the first write, since Redis rolls nothing back.
local P, A, call = KEYS[1], ARGV, redis.call
