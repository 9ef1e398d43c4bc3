/**
 * The rules of a window in Lua; the SQL twin is in the migrations `budget_lookahead` and `budget_finer`, where each rule is
 * explained. The two must be changed together. A window is a JSON document of at most 182 buckets `{ last, calls, writes }`.
 */
export const WINDOW = `
local KEEP_LEARNT = 86400000

local function width(w) return math.max(1, math.ceil(w.ms / 180)) end

-- A window that the account's list says must exist, and does not, was evicted or deleted: nobody knows what it counted.
local function openWindow(a, key, name, ms)
  local member = name .. '|' .. whole(ms)
  local isKnown = (a.windows[member] or 0) > a.last
  local w = isKnown and read(key)
  if not w then
    w = { ms = ms, buckets = {}, blockedUntil = 0, shared = false, peak = 0, peakAt = 0, pressedUntil = 0,
          foreign = 0, foreignAt = 0, foreignBefore = 0, windowEnd = 0, fixedUntil = 0, burst = 0, burstAt = 0 }
    if isKnown then
      w.blockedUntil = a.last + ms + 1
      w.isChanged = true
    end
  end
  w.key, w.member = key, member
  if a.lostAt > 0 then w.blockedUntil = math.max(w.blockedUntil, a.lostAt + ms + 1) end
  local live = {}
  for _, b in ipairs(w.buckets) do
    if b[1] + ms >= a.last then live[#live + 1] = b end
  end
  w.buckets = live
  return w
end

local function keepWindow(a, w)
  local expires = a.last + math.max(2 * w.ms, math.min(30 * w.ms, 1800000))
  if w.stated then expires = math.max(expires, a.last + KEEP_LEARNT) end
  expires = math.max(expires, w.blockedUntil + w.ms)
  redis.call('SET', w.key, cjson.encode({
    ms = w.ms, configured = w.configured, stated = w.stated, shared = w.shared, buckets = w.buckets,
    blockedUntil = w.blockedUntil, peak = w.peak, peakAt = w.peakAt, pressedUntil = w.pressedUntil, foreign = w.foreign,
    foreignAt = w.foreignAt, foreignBefore = w.foreignBefore, windowEnd = w.windowEnd, fixedUntil = w.fixedUntil,
    burst = w.burst, burstAt = w.burstAt,
  }), 'PXAT', whole(expires))
  a.windows[w.member] = expires
end

local function limitOf(w) return w.stated or w.configured end

local function ceilingOf(w, ratio) return math.max(1, math.floor(limitOf(w) * ratio + 1e-9)) end

local function sum(w, field, at)
  local total = 0
  for _, b in ipairs(w.buckets) do
    if b[1] + w.ms >= at then total = total + b[field] end
  end
  return total
end

local function fading(w, value, since, at) return value * 0.5 ^ math.min(100, (at - since) / (4 * w.ms)) end

local function peakOf(w, at) return fading(w, w.peak, w.peakAt, at) end

local function burstOf(w, at) return fading(w, w.burst, w.burstAt, at) end

local function foreignOf(w, at)
  if w.foreign == 0 and w.foreignBefore == 0 then return 0 end
  local fixed = w.fixedUntil > at and w.windowEnd > 0
  local from = fixed and math.max(w.windowEnd, w.foreignAt) or w.foreignAt
  local left = w.foreign * math.min(1, math.max(0, 1 - (at - from) / w.ms))
  if fixed then left = left + w.foreignBefore * math.max(0, (w.windowEnd - at) / w.ms) end
  return math.floor(left + 1e-9)
end

local function freeOf(w, ceiling, foreign, at)
  local burst, limit = burstOf(w, at), limitOf(w)
  if burst < 0.5 then return ceiling - foreign end
  local beside = limit - math.ceil(burst - 1e-9) - math.ceil(limit / 20)
  return math.min(ceiling - foreign, math.max(math.ceil(ceiling / 2), beside))
end

local function reserved(w, ceiling, free, cost, at)
  local wanted, prior = math.max(peakOf(w, at), sum(w, 3, at)), w.shared and ceiling / 10 or 0
  if wanted >= 0.1 and at >= w.pressedUntil then prior = prior + 3 * math.sqrt(prior) end
  local demand = math.max(wanted, prior)
  if demand < 0.1 then return 0 end
  local rate = demand / w.ms
  if at < w.pressedUntil then rate = math.max(rate, 0.95 * free / w.ms) end
  local most, freed = 0, 0
  for _, b in ipairs(w.buckets) do
    if b[1] + w.ms >= at then
      most = math.max(most, rate * (b[1] + w.ms - at) - freed)
      freed = freed + b[2]
    end
  end
  local soon = math.max(1, math.ceil(demand * math.min(1, 250 / w.ms) - 1e-9))
  return math.max(math.ceil(most - 1e-9), math.min(soon, ceiling - 1, math.max(0, free - cost)))
end

local function room(w, isRead, cost, ceiling, at)
  local foreign, used = foreignOf(w, at), sum(w, 2, at) + cost
  if isRead then
    local free = freeOf(w, ceiling, foreign, at)
    return free - used - reserved(w, ceiling, free, cost, at)
  end
  local limit = limitOf(w)
  return math.min(ceiling, math.max(ceiling, limit - math.ceil(limit / 20)) - foreign) - used
end

local function retryOf(w, isRead, cost, ceiling, now)
  local newest = w.buckets[#w.buckets]
  local no, yes = now, math.max(now + 1, math.max(w.foreignAt, w.windowEnd) + w.ms)
  if newest then yes = math.max(yes, newest[1] + w.ms + 1) end
  while yes - no > 1 do
    local between = math.floor((no + yes) / 2)
    if room(w, isRead, cost, ceiling, between) < 0 then no = between else yes = between end
  end
  return yes
end

local function demanded(w, more, now)
  local writes = more + sum(w, 3, now)
  if writes > peakOf(w, now) then
    w.peak, w.peakAt = writes, now
    w.isChanged = true
  end
end

local function pressed(w, now)
  if w.pressedUntil < now + 0.75 * w.ms then
    w.pressedUntil = now + w.ms
    w.isChanged = true
  end
end

local function count(w, isRead, cost, now)
  local newest, writes = w.buckets[#w.buckets], isRead and 0 or cost
  if newest and math.floor(newest[1] / width(w)) == math.floor(now / width(w)) then
    newest[1], newest[2], newest[3] = now, newest[2] + cost, newest[3] + writes
  else
    w.buckets[#w.buckets + 1] = { now, cost, writes }
  end
  if not isRead then demanded(w, 0, now) end
end

local function sense(w, remaining, resetIn, others, sent, now)
  local seen, surely = limitOf(w) - remaining, sum(w, 2, now + width(w))
  if seen + others + 2 < surely then w.fixedUntil = now + 20 * w.ms end
  local known, since = foreignOf(w, now), 0
  if w.fixedUntil > now and resetIn then
    since = now + resetIn - w.ms - 1000
    if now + resetIn > w.windowEnd + math.floor(w.ms / 2) then
      w.foreignBefore = now < w.windowEnd + w.ms and w.foreign or 0
    end
    w.windowEnd = math.max(w.windowEnd, now + resetIn)
  end
  local ours = 0
  for _, b in ipairs(w.buckets) do
    if b[1] >= since then ours = ours + b[2] end
  end
  local foreign = math.max(0, seen - ours)
  if foreign >= known or sent >= w.foreignAt then
    w.foreign, w.foreignAt = foreign, now
    w.burst, w.burstAt = math.max(foreign, burstOf(w, now)), now
  end
end
`;
