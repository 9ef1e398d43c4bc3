import { z } from 'zod';

/** ISO 8601 with an offset, of a year that Postgres and all clients can write. */
export const instant = () =>
  z.iso.datetime({ offset: true, error: 'must be an instant, e.g. 2026-11-22T12:00:00Z' }).refine((text) => {
    const year = new Date(text).getUTCFullYear();
    return year >= 1 && year <= 9_999;
  }, 'must be in the years 1 to 9999');
