/**
 * The budget in Redis. A window is a hash: calls per slot (field = the slot's number), what the platform stated, what
 * others use. All keys of an account carry the same hash tag, so that one script may touch them on a cluster.
 * Time is the server's. The SQL twin is in the migration `budget`; the two must be changed together.
 */
const COMMON = `
local SLOTS = 60
local KEEP_LEARNT = 86400000

local function engineNow()
  local t = redis.call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end

-- Reads a window at an instant. A clock that steps back must not make a second window of the same time.
local function load(key, windowMs, now)
  local w = { key = key, windowMs = windowMs, slots = {}, used = 0, f = {} }
  local flat = redis.call('HGETALL', key)
  for i = 1, #flat, 2 do w.f[flat[i]] = tonumber(flat[i + 1]) end
  w.now = math.max(now, w.f.last or 0)
  w.width = math.max(1, math.ceil(windowMs / SLOTS))
  w.stale = {}
  local oldest = math.floor((w.now - windowMs) / w.width)
  for field, count in pairs(w.f) do
    local slot = tonumber(field)
    if slot and slot >= oldest then
      w.slots[#w.slots + 1] = { at = (slot + 1) * w.width + windowMs, n = count }
      w.used = w.used + count
    elseif slot then
      w.stale[#w.stale + 1] = field
    end
  end
  w.foreign = (w.f.foreignUntil or 0) > w.now and w.f.foreign or 0
  w.blockedUntil = w.f.blockedUntil or 0
  w.limit = w.f.stated or w.f.configured
  return w
end

local function keep(w, index, member)
  local expires = w.now + 2 * w.windowMs
  if w.f.stated then expires = math.max(expires, w.now + KEEP_LEARNT) end
  expires = math.max(expires, w.blockedUntil + w.windowMs)
  redis.call('PEXPIREAT', w.key, expires)
  redis.call('ZADD', index, expires, member)
  redis.call('ZREMRANGEBYSCORE', index, '-inf', w.now)
  local last = redis.call('ZREVRANGE', index, 0, 0, 'WITHSCORES')
  redis.call('PEXPIREAT', index, last[2])
end
`;

/**
 * KEYS: index, windows. ARGV: lane, cost, ratio, then (name, limit, windowMs) of each window.
 * Answers `[verdict, milliseconds until the first useful instant, number of the window that said no]`.
 */
export const RESERVE = `${COMMON}
local lane, cost, ratio = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local now = engineNow()
local windows, wait, refusedBy = {}, -1, 0

for i = 1, #KEYS - 1 do
  local w = load(KEYS[i + 1], tonumber(ARGV[3 * i + 3]), now)
  w.name = ARGV[3 * i + 1]
  w.f.configured = tonumber(ARGV[3 * i + 2])
  w.limit = w.f.stated or w.f.configured
  windows[i] = w
  local ceiling = math.max(1, math.floor(w.limit * ratio + 1e-9))
  if cost > ceiling then return { 'impossible', 0, i } end
  local permitted = ceiling
  if lane == 'read' then
    permitted = math.max(ceiling - math.min(ceiling - 1, math.ceil(ceiling / 10)), cost)
  end

  local excess = w.used + w.foreign + cost - permitted
  local at = 0
  if excess > 0 then
    local events = w.slots
    if w.foreign > 0 then events[#events + 1] = { at = w.f.foreignUntil, n = w.foreign } end
    table.sort(events, function(a, b) return a.at < b.at end)
    for _, event in ipairs(events) do
      if excess > 0 then
        excess = excess - event.n
        at = event.at
      end
    end
  end
  if w.blockedUntil > w.now then at = math.max(at, w.blockedUntil) end
  if at > 0 and at - now > wait then wait, refusedBy = at - now, i end
end

if refusedBy > 0 then return { 'refused', wait, refusedBy } end

for _, w in ipairs(windows) do
  if #w.stale > 0 then redis.call('HDEL', w.key, unpack(w.stale)) end
  redis.call('HINCRBY', w.key, string.format('%.0f', math.floor(w.now / w.width)), cost)
  redis.call('HSET', w.key, 'configured', w.f.configured, 'last', string.format('%.0f', w.now))
  keep(w, KEYS[1], w.name .. '|' .. w.windowMs)
end
return { 'granted', 0, 0 }
`;

/** KEYS: index, windows. ARGV: (name, windowMs, limit, remaining, resetInMs, blockedInMs) each, '' for unknown. */
export const LEARN = `${COMMON}
local now = engineNow()
for i = 1, #KEYS - 1 do
  local base = 6 * (i - 1)
  local name, windowMs = ARGV[base + 1], tonumber(ARGV[base + 2])
  local limit, remaining = tonumber(ARGV[base + 3]), tonumber(ARGV[base + 4])
  local resetIn, blockedIn = tonumber(ARGV[base + 5]), tonumber(ARGV[base + 6])
  local w = load(KEYS[i + 1], windowMs, now)
  local function set(field, value)
    w.f[field] = value
    redis.call('HSET', w.key, field, string.format('%.0f', value))
  end

  if limit then set('stated', limit) end
  local stated = w.f.stated or w.f.configured
  if remaining and stated then
    local foreign = math.max(0, stated - remaining - w.used)
    if foreign > 0 and foreign >= w.foreign then
      set('foreign', foreign)
      set('foreignUntil', w.now + math.min(math.max(resetIn or windowMs, 1), windowMs))
    end
  end
  if blockedIn and w.now + blockedIn > w.blockedUntil then
    w.blockedUntil = w.now + blockedIn
    set('blockedUntil', w.blockedUntil)
  end
  set('last', w.now)
  keep(w, KEYS[1], name .. '|' .. windowMs)
end
return 'OK'
`;

/** KEYS: windows. ARGV: windowMs of each. Answers `[limit, used, foreign, blocked for ms]` of each, limit -1 when gone. */
export const USAGE = `${COMMON}
local now = engineNow()
local answer = {}
for i = 1, #KEYS do
  local w = load(KEYS[i], tonumber(ARGV[i]), now)
  answer[i] = { w.limit or -1, w.used, w.foreign, math.max(0, w.blockedUntil - w.now) }
end
return answer
`;
