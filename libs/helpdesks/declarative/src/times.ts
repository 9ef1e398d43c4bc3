import { z } from 'zod';
import type { TimeFormat } from './schema/parts.js';

const Iso = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const unix = (unitMs: number) =>
  z
    .union([z.number(), z.string().regex(/^\d{1,15}(\.\d+)?$/)])
    .transform((count) => new Date(Number(count) * unitMs))
    .refine((time) => !Number.isNaN(time.getTime()), 'no time');

/** Reads an instant. A time that does not say its zone is refused: it could be hours away. */
export const instantIn: Readonly<Record<TimeFormat, z.ZodType<Date>>> = {
  iso: Iso,
  isoSeconds: Iso,
  unixSeconds: unix(1000),
  unixMilliseconds: unix(1),
};

/** Writes an instant; what the format cannot say is cut off, so it never names a later one. */
export function instantAs(format: TimeFormat, time: Date): string | number {
  switch (format) {
    case 'iso':
      return time.toISOString();
    case 'isoSeconds':
      return time.toISOString().replace(/\.\d+Z$/, 'Z');
    case 'unixSeconds':
      return Math.floor(time.getTime() / 1000);
    case 'unixMilliseconds':
      return time.getTime();
  }
}

/** The least difference that a format can say, in milliseconds. */
export const unitOf = (format: TimeFormat): number =>
  format === 'isoSeconds' || format === 'unixSeconds' ? 1000 : 1;
