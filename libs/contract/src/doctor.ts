import { z } from 'zod';

/** One thing that was looked at. */
export const DoctorCheck = z.object({
  name: z.enum(['credential', 'clock', 'rights', 'platform', 'budget', 'webhook', 'sweep', 'subscriber']),
  /** `unknown`: it could not be looked at, and `says` tells why. */
  state: z.enum(['fine', 'wrong', 'unknown']),
  /** What was found, as a sentence. */
  says: z.string(),
  /** What to do, as a sentence; null while nothing is wrong. */
  remedy: z.string().nullable(),
});
export type DoctorCheck = z.infer<typeof DoctorCheck>;

/** Everything that can be looked at of one account without changing anything. */
export const Examination = z.object({ at: z.string(), data: z.array(DoctorCheck) });
export type Examination = z.infer<typeof Examination>;
