import { z } from 'zod';

export const stations = ['webhook', 'event', 'delivery', 'operation'] as const;
export type Station = (typeof stations)[number];

/** What is stored of one stop of a timeline: what came in, was recorded, or goes out. Secrets are masked. */
export const TimelineRaw = z.object({
  station: z.enum(stations),
  id: z.string(),
  accountId: z.string(),
  ticketId: z.string().nullable(),
  traceId: z.string(),
  at: z.string(),
  /** One word: `pending`, `delivered`, `confirmed` … */
  state: z.string(),
  /** Headers and figures as far as they are stored, by name. */
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
  /** As stored; JSON is indented. Null: it is not kept, or not any more. */
  body: z.string().nullable(),
});
export type TimelineRaw = z.infer<typeof TimelineRaw>;
