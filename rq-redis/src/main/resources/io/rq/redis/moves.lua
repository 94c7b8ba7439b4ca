-- What only some calls need. It stands inside of a function, and is made when that is first called: to make a function
-- costs as much as a small command, and a script makes all of its functions each time it runs.
local made
local function moves()
  if made then
    return made
  end
  local KNOWN = ',created,queued,deferred,scheduled,started,finished,failed,stopped,canceled,'
  local self = {}
  made = self

  -- Whether a job may have that id.
  function self.is_id(id)
    return string.find(id, '^[%w_-]+$')
  end

  -- The status of a job; nil if there is no such job, be it that a key of another type stands in its place. As for RQ's
  -- readers, none means created.
  function self.status_of(id)
    local job = P .. 'job:' .. id
    local status = call('HGET', job, 'status')
    if not status and call('HLEN', job) == 0 then
      return nil
    end
    local known = status and not string.find(status, ',', 1, true) and string.find(KNOWN, ',' .. status .. ',', 1, true)
    return known and status or 'created'
  end

  -- The seconds of a time to live, as JobReader takes it: a sensible whole number above zero; else nil. What Lua takes for
  -- a number besides, such as 1.5, 0x10 or inf, is none for Redis.
  function self.ttl(text)
    local digits = string.match(text or '', '^%s*0*(%d+)%s*$')
    local seconds = digits and tonumber(digits)
    return seconds and seconds > 0 and seconds <= 1000000000000 and seconds or nil
  end

  -- Whether a time to live that began at an ISO time is over; the days by the usual count from civil dates.
  function self.over(since, ttl, at)
    local y, m, d, hour, minute, second = string.match(since, '^(%d%d%d%d)-(%d%d)-(%d%d)T(%d%d):(%d%d):(%d%d)')
    if not y then
      return false
    end
    y, m = tonumber(y), tonumber(m)
    if m <= 2 then
      y, m = y - 1, m + 12
    end
    local era = math.floor(y / 400)
    local of_era = y - era * 400
    local days = era * 146097 + of_era * 365 + math.floor(of_era / 4) - math.floor(of_era / 100)
      + math.floor((153 * (m - 3) + 2) / 5) + d - 719469
    return days * 86400 + hour * 3600 + minute * 60 + second + ttl <= tonumber(at)
  end

  -- Whether a job is in a run whose lease is over at a time, and in no other. Old versions of RQ list runs by the id of
  -- the job alone; its programs may enqueue a job again that was lost.
  function self.overdue(id, origin, run, at)
    local wip, member = P .. 'wip:' .. origin, run == '' and id or id .. ':' .. run
    local score = self.status_of(id) == 'started' and call('ZSCORE', wip, member)
    if not score or tonumber(score) > tonumber(at) then
      return false
    end
    for _, other in ipairs(call('ZRANGE', P .. 'executions:' .. id, 0, -1)) do
      local till = call('ZSCORE', wip, id .. ':' .. other)
      if till and tonumber(till) > tonumber(at) then
        return false
      end
    end
    return true
  end

  -- Whether a record counts as gone at a time, though nobody removed it yet.
  function self.expired(id, at)
    local known = try('HMGET', P .. 'job:' .. id, 'status', 'origin', 'ttl', 'enqueued_at')
    if known.err then
      return false
    end
    local status, origin, ttl = known[1], known[2] or '', self.ttl(known[3])
    if status == 'queued' then
      return ttl and self.over(known[4] or '', ttl, at)
    end
    local registry = status == 'finished' and 'finished:'
      or (status == 'failed' or status == 'stopped') and 'failed:'
    local score = registry and tonumber(call('ZSCORE', P .. registry .. origin, id) or nil)
    return score and score >= 0 and score <= tonumber(at)
  end

  -- Whether there is a job that is not over at a time.
  function self.is_there(id, at)
    return call('EXISTS', P .. 'job:' .. id) == 1 and not self.expired(id, at)
  end

  -- Whether an id in a queue leads to a job that a claim takes.
  function self.waits(id, at)
    local status = self.is_id(id) and call('HEXISTS', P .. 'job:' .. id, 'data') == 1 and self.status_of(id)
    return (status == 'queued' or status == 'created') and not self.expired(id, at)
  end

  -- Whether a mark suspends the installation at a time. RQ's is 1; a suspension with an end has that in its place.
  function self.suspends(mark, at)
    local till = tonumber(mark)
    return not (till and till > 1 and till <= tonumber(at))
  end

  -- Whether a text is the name of a queue, as the programs that read it see it: they know nothing but UTF-8.
  function self.is_queue_name(text)
    if text == '' or string.find(text, ',', 1, true) or string.find(text, ':intermediate$') then
      return false
    end
    for _, character in ipairs({'[\194-\223]', '\224[\160-\191]', '[\225-\236\238\239][\128-\191]',
      '\237[\128-\159]', '\240[\144-\191][\128-\191]', '[\241-\243][\128-\191][\128-\191]',
      '\244[\128-\143][\128-\191]'}) do
      text = string.gsub(text, character .. '[\128-\191]', '?')
    end
    return not string.find(text, '[\128-\255]')
  end

  -- The jobs that wait for a job. RQ's programs leave others in the set, which went on or are gone.
  function self.waiting_for(id)
    local waiting = {}
    for _, child in ipairs(call('SMEMBERS', P .. 'job:' .. id .. ':dependents')) do
      if self.is_id(child) and self.status_of(child) == 'deferred' then
        waiting[#waiting + 1] = child
      end
    end
    return waiting
  end

  -- Whether the jobs at A[from] to A[to] wait for a job, and no others.
  local function wait_for(id, from, to)
    local waiting, waits = self.waiting_for(id), {}
    for _, child in ipairs(waiting) do
      waits[child] = true
    end
    for k = from, to do
      if not waits[A[k]] then
        return false
      end
    end
    return #waiting == to - from + 1
  end

  -- Whether a job is scheduled in a queue, and its time has come by then.
  local function is_due(id, queue, at)
    local score = self.status_of(id) == 'scheduled' and call('ZSCORE', P .. 'scheduled:' .. queue, id)
    return score and tonumber(score) <= tonumber(at)
  end

  -- Facts are a job, and either its status, empty if there is no such job, or '<', the second by which it is due, a
  -- colon and the queue, or a star, how many jobs wait for it, and these.
  function self.facts_hold(from, to)
    local k = from
    while k <= to do
      local holds
      if A[k + 1] == '*' then
        local last = k + 2 + A[k + 2]
        holds = wait_for(A[k], k + 3, last)
        k = last + 1
      else
        local due, queue = string.match(A[k + 1], '^<(%d+):(.*)$')
        if due then
          holds = is_due(A[k], queue, due)
        else
          holds = (self.status_of(A[k]) or '') == A[k + 1]
        end
        k = k + 2
      end
      if not holds then
        return false
      end
    end
    return true
  end

  -- Sets when a job's keys expire; no seconds: never. Who waits for it is known for as long as anybody does.
  function self.expire(id, seconds)
    local job = P .. 'job:' .. id
    for _, key in ipairs({job, job .. ':dependents', P .. 'job::' .. id .. ':dependencies', P .. 'results:' .. id}) do
      if seconds and not (key == job .. ':dependents' and #self.waiting_for(id) > 0) then
        call('EXPIRE', key, seconds)
      else
        call('PERSIST', key)
      end
    end
  end

  -- Removes those of a job's counters that are not among the fields at A[from] to A[to].
  function self.uncount(id, from, to)
    local set = {}
    for k = from, to, 2 do
      set[A[k]] = true
    end
    for _, counter in ipairs({'retries_left', 'number_of_retries', 'repeats_left'}) do
      if not set[counter] then
        call('HDEL', P .. 'job:' .. id, counter)
      end
    end
  end

  -- Lets a job wait for no other. What it waited for stays known until it is deleted, as in RQ.
  local function untie(id)
    for _, parent in ipairs(call('SMEMBERS', P .. 'job::' .. id .. ':dependencies')) do
      call('SREM', P .. 'job:' .. parent .. ':dependents', id)
    end
  end

  -- Lets a job wait for those at A[from] to A[to].
  local function tie(id, from, to)
    local dependencies = P .. 'job::' .. id .. ':dependencies'
    untie(id)
    call('DEL', dependencies)
    for k = from, to do
      call('SADD', P .. 'job:' .. A[k] .. ':dependents', id)
      call('SADD', dependencies, A[k])
    end
  end

  -- Puts a job whose hash is written into its queue, into the scheduled or the deferred registry, or into the hands of
  -- a worker; A[i] says which.
  function self.place(i, id, origin)
    local kind = A[i]
    if kind == 'LPUSH' or kind == 'RPUSH' then
      call(kind, P .. 'queue:' .. origin, id)
    elseif kind == 'scheduled' then
      call('ZADD', P .. 'scheduled:' .. origin, A[i + 1], id)
    elseif kind == 'deferred' then
      call('ZADD', P .. 'deferred:' .. origin, A[i + 1], id)
      tie(id, i + 3, i + 2 + A[i + 2])
    elseif kind == 'started' then
      hold(i + 1, id, origin)
      busy(i + 1, id)
    end
  end

  -- Ends all runs of a job. After a crash the list of executions expires before the entry among those that run does.
  local function end_runs(id, origin)
    local wip, runs = P .. 'wip:' .. origin, P .. 'executions:' .. id
    local ended = call('ZREM', wip, id)
    for _, execution in ipairs(call('ZRANGE', runs, 0, -1)) do
      ended = ended + call('ZREM', wip, id .. ':' .. execution)
      call('DEL', P .. 'execution:' .. id .. ':' .. execution)
    end
    call('DEL', runs)
    if ended == 0 then
      for _, member in ipairs(call('ZRANGE', wip, 0, -1)) do
        if string.sub(member, 1, #id + 1) == id .. ':' then
          call('ZREM', wip, member)
        end
      end
    end
  end

  -- Takes a job out of every place where it may lie.
  function self.leave(id, origin, status)
    if status == 'started' then
      end_runs(id, origin)
    elseif status == 'queued' then
      -- RQ's workers take a job in two steps; between them it lies in a list beside.
      call('LREM', P .. 'queue:' .. origin, 1, id)
      local taken = P .. 'queue:' .. origin .. ':intermediate'
      if call('LREM', taken, 1, id) > 0 then
        call('DEL', taken .. ':first_seen:' .. id)
      end
    elseif status == 'deferred' then
      untie(id)
    end
    for _, registry in ipairs({'scheduled:', 'deferred:', 'finished:', 'failed:', 'canceled:'}) do
      call('ZREM', P .. registry .. origin, id)
    end
  end

  -- Takes a job out of its group; a group that is empty has no name any more.
  function self.ungroup(id, group)
    local key = P .. 'group:' .. group
    call('SREM', key, id)
    if call('EXISTS', key) == 0 then
      call('SREM', P .. 'groups', group)
    end
  end

  -- Deletes all that a job wrote, but for its line in a queue or registry. Jobs that wait for it go on waiting for its
  -- id.
  function self.erase(id)
    local job = P .. 'job:' .. id
    local group = call('HGET', job, 'group_id')
    if group and group ~= '' then
      self.ungroup(id, group)
    end
    call('DEL', job, P .. 'job::' .. id .. ':dependencies', P .. 'results:' .. id, P .. 'executions:' .. id)
    call(#self.waiting_for(id) > 0 and 'PERSIST' or 'DEL', job .. ':dependents')
  end

  return self
end
