import { ACCOUNT } from './account.lua.js';
import { WINDOW } from './window.lua.js';

/**
 * KEYS: account, windows. ARGV: lane, ratio, places, lease, leaseMs, then (name, limit, windowMs, cost, shared) of each window.
 * Answers `[verdict, milliseconds until the first useful instant, number of the window that said no]`; with the verdict
 * `unknown` the second is the server's time.
 */
export const RESERVE = `${ACCOUNT}${WINDOW}
local isRead, ratio, places = ARGV[1] == 'read', tonumber(ARGV[2]), tonumber(ARGV[3])
local a = openAccount()
if not a then return { 'unknown', engineNow(), 0 } end
local now, latest, refusedBy, windows, isChanged = a.last, 0, 0, {}, false

for i = 1, #KEYS - 1 do
  local name, limit, ms, cost, shared = unpack(ARGV, 5 * i + 1, 5 * i + 5)
  local w = openWindow(a, KEYS[i + 1], name, tonumber(ms))
  w.configured, w.shared, w.cost = tonumber(limit), shared == '1', tonumber(cost)
  local ceiling, at = ceilingOf(w, ratio), 0
  if w.cost > ceiling then return { 'impossible', 0, i } end
  if room(w, isRead, w.cost, ceiling, now) < 0 then
    if isRead then pressed(w, now) else demanded(w, w.cost, now) end
    at = retryOf(w, isRead, w.cost, ceiling, now)
  end
  if w.blockedUntil > now then at = math.max(at, w.blockedUntil) end
  if at > latest then latest, refusedBy = at, i end
  isChanged = isChanged or w.isChanged
  windows[i] = w
end

if latest > 0 then
  for _, w in ipairs(windows) do
    if w.isChanged then keepWindow(a, w) end
  end
  if isChanged then keepAccount(a) end
  return { 'refused', latest - now, refusedBy }
end

if a.inFlight >= places or (isRead and (a.writeWaitsUntil > now or a.reads >= math.max(1, places - 1))) then
  if not isRead then
    a.writeWaitsUntil = now + 1000
    keepAccount(a)
  end
  return { 'full', 20, 0 }
end

for _, w in ipairs(windows) do
  count(w, isRead, w.cost, now)
  keepWindow(a, w)
end
if not isRead then a.writeWaitsUntil = 0 end
a.flights[ARGV[4]] = { read = isRead, at = now, expires = now + tonumber(ARGV[5]) }
keepAccount(a)
return { 'granted', 0, 0 }
`;

/**
 * KEYS: account, windows. ARGV: lease, then (name, windowMs, limit, remaining, resetInMs, blockedInMs) of each, '' for unknown.
 * Answers like RESERVE, `settled` or `unknown`.
 */
export const SETTLE = `${ACCOUNT}${WINDOW}
local a = openAccount()
if not a then return { 'unknown', engineNow(), 0 } end
local flight, sent = a.flights[ARGV[1]], 0
if flight then
  sent = flight.at
  a.flights[ARGV[1]] = nil
  a.inFlight = a.inFlight - 1
end
for i = 1, #KEYS - 1 do
  local name, ms, limit, remaining, resetIn, blockedIn = unpack(ARGV, 6 * i - 4, 6 * i + 1)
  local w = openWindow(a, KEYS[i + 1], name, tonumber(ms))
  w.stated = tonumber(limit) or w.stated
  -- A 429 says when to come back, and not how much others use.
  if tonumber(blockedIn) then
    w.blockedUntil = math.max(w.blockedUntil, a.last + tonumber(blockedIn))
  elseif tonumber(remaining) and limitOf(w) then
    sense(w, tonumber(remaining), tonumber(resetIn), a.inFlight, sent, a.last)
  end
  keepWindow(a, w)
end
keepAccount(a)
return { 'settled', 0, 0 }
`;

/** The grant is undone, because a window that is counted elsewhere said no. KEYS as RESERVE. ARGV: lease, (windowMs, cost) each. */
export const GIVE_BACK = `${ACCOUNT}${WINDOW}
local a = openAccount()
local flight = a and a.flights[ARGV[1]]
if not flight then return 'gone' end
a.flights[ARGV[1]] = nil
for i = 1, #KEYS - 1 do
  local ms, cost = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  local w = read(KEYS[i + 1])
  for at, b in ipairs(w and w.buckets or {}) do
    if math.floor(b[1] / width(w)) == math.floor(flight.at / width(w)) then
      b[2] = b[2] - cost
      if not flight.read then b[3] = b[3] - cost end
      if b[2] <= 0 then table.remove(w.buckets, at) end
      redis.call('SET', KEYS[i + 1], cjson.encode(w), 'KEEPTTL')
      break
    end
  end
end
keepAccount(a)
return 'given back'
`;

/**
 * KEYS: account, windows. ARGV: ratio, then (name, windowMs) of each. Answers
 * `[limit, ceiling, used, foreign, reserve, blocked for ms]` of each, limit -1 when gone.
 */
export const USAGE = `${ACCOUNT}${WINDOW}
local a, answer = openAccount(), {}
for i = 1, #KEYS - 1 do
  local w = a and openWindow(a, KEYS[i + 1], ARGV[2 * i], tonumber(ARGV[2 * i + 1]))
  if w and limitOf(w) then
    local ceiling, foreign = ceilingOf(w, tonumber(ARGV[1])), foreignOf(w, a.last)
    answer[i] = { limitOf(w), ceiling, sum(w, 2, a.last), foreign, reserved(w, ceiling, freeOf(w, ceiling, foreign, a.last), 1, a.last),
                  math.max(0, w.blockedUntil - a.last) }
  else
    answer[i] = { -1, 0, 0, 0, 0, 0 }
  end
end
return answer
`;
