const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `38 ms`, `1.24 s`, `42 s`, `4 min 10 s`, `2 h 5 min`, `3 d 4 h`: two units at most. */
export function duration(ms: number): string {
  const length = Math.max(0, ms);
  if (length < SECOND) return `${Math.round(length)} ms`;
  if (length < 10 * SECOND) return `${trimmed(length / SECOND)} s`;
  if (length < MINUTE) return `${Math.floor(length / SECOND)} s`;
  if (length < HOUR) return two(length, MINUTE, 'min', SECOND, 's');
  if (length < DAY) return two(length, HOUR, 'h', MINUTE, 'min');
  return two(length, DAY, 'd', HOUR, 'h');
}

/** One unit only, for times that are read at a glance: `now`, `12 s ago`, `in 3 min`, `5 d ago`. */
export function relative(at: string, now: number): string {
  const distance = Date.parse(at) - now;
  const length = Math.abs(distance);
  if (Number.isNaN(distance)) return 'unknown';
  if (length < 2 * SECOND) return 'now';
  return distance < 0 ? `${coarse(length)} ago` : `in ${coarse(length)}`;
}

/** How long something has waited, from `at` until `now`: `12 s`, `4 min`. */
export function since(at: string, now: number): string {
  return coarse(Math.max(0, now - Date.parse(at)));
}

/** Local date and time with its zone, then the instant as it is stored. */
export function exact(at: string, timeZone?: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  const local = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    ...(timeZone && { timeZone }),
  });
  return `${local.format(date)} (${date.toISOString()})`;
}

/** `08:24:12.345`, local. */
export function clockTime(at: string, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    ...(timeZone && { timeZone }),
  }).format(new Date(at));
}

/** `Sunday 22 November 2026`, local: the heading above the times of one day. */
export function day(at: string, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...(timeZone && { timeZone }),
  })
    .format(new Date(at))
    .replace(',', '');
}

/** `30 April 2027`: a day that a platform names. Told in UTC, so that it is the same day for everybody. */
export function dateOf(at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(date);
}

/** `26 Nov 2026, 04:59 UTC`: an instant within a sentence. */
export function moment(at: string, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    ...(timeZone && { timeZone }),
  }).format(new Date(at));
}

/** Days until `at`, a begun one counted whole; 0 when it has passed. */
export function daysLeft(at: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(at) - now) / DAY));
}

function coarse(ms: number): string {
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h`;
  return `${Math.floor(ms / DAY)} d`;
}

function two(ms: number, big: number, bigName: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % big) / small);
  const first = `${Math.floor(ms / big)} ${bigName}`;
  return rest === 0 ? first : `${first} ${rest} ${smallName}`;
}

function trimmed(value: number): string {
  return (Math.floor(value * 100) / 100).toString();
}
