/**
 * What the scripts know of an account: one JSON document with the server's run id, the places in flight and the windows that
 * exist. All keys of an account carry the same hash tag, so that one script may touch them on a cluster. KEYS[1] is the
 * account, the others are its windows. Time is the server's.
 */
export const ACCOUNT = `
local KEEP_ACCOUNT = 2592000000

local function engineNow()
  local t = redis.call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end

local function engineRun()
  return string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
end

local function whole(number) return string.format('%.0f', number) end

local function read(key)
  local text = redis.call('GET', key)
  return text and cjson.decode(text)
end

-- Nil when this server has not counted the account since it started: its counts are unknown, not zero.
-- A clock that steps back must not make a second window of the same time.
local function openAccount()
  local a = read(KEYS[1])
  if not a or a.run ~= engineRun() then return nil end
  a.last = math.max(engineNow(), a.last)
  a.inFlight, a.reads = 0, 0
  for lease, flight in pairs(a.flights) do
    if flight.expires <= a.last then
      a.flights[lease] = nil
    else
      a.inFlight = a.inFlight + 1
      if flight.read then a.reads = a.reads + 1 end
    end
  end
  return a
end

local function keepAccount(a)
  for member, expires in pairs(a.windows) do
    if expires <= a.last then a.windows[member] = nil end
  end
  redis.call('SET', KEYS[1], cjson.encode({
    run = a.run, lostAt = a.lostAt, last = a.last, writeWaitsUntil = a.writeWaitsUntil,
    flights = a.flights, windows = a.windows,
  }), 'PX', KEEP_ACCOUNT)
end
`;

/**
 * Says that this server counts the account from now on. KEYS: account. ARGV: 'new' or 'lost', and when the question was
 * asked. An account is new only shortly after it was asked about: Postgres calls its row old a little later than that.
 * With 'lost', whatever was granted before has left each window one window from now.
 */
export const OPEN = `${ACCOUNT}
local run, now, a = engineRun(), engineNow(), read(KEYS[1])
if a and a.run == run then return 'open' end
local isNew = ARGV[1] == 'new' and not a
if isNew and now - tonumber(ARGV[2]) > 5000 then return 'late' end
a = a or { last = 0, windows = {} }
a.run, a.flights, a.writeWaitsUntil = run, {}, 0
a.lostAt = isNew and 0 or now
a.last = math.max(a.last, now)
keepAccount(a)
return 'open'
`;
