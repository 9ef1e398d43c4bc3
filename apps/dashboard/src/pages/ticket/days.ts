import type { TimelineStop } from '@nightdesk/sdk';
import { day } from '../../format/time.js';

/** A stop with the time that passed since the one before it; null for the first. */
export interface Placed {
  stop: TimelineStop;
  gapMs: number | null;
}

/** The stops in the order in which they happened, under the day of each. */
export function byDay(stops: readonly TimelineStop[], timeZone?: string): { day: string; stops: Placed[] }[] {
  const sorted = stops.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const days: { day: string; stops: Placed[] }[] = [];
  for (const [index, stop] of sorted.entries()) {
    const before = sorted[index - 1];
    const placed = { stop, gapMs: before ? Date.parse(stop.at) - Date.parse(before.at) : null };
    const name = day(stop.at, timeZone);
    const last = days.at(-1);
    if (last?.day === name) last.stops.push(placed);
    else days.push({ day: name, stops: [placed] });
  }
  return days;
}
