import { z } from 'zod';

const reason = z
  .string()
  .trim()
  .min(1, 'say why, for whoever finds it so')
  .max(500, 'say it in at most 500 characters');

/** Why something is paused or switched off. */
export const Reason = z.strictObject({ reason });
export type Reason = z.infer<typeof Reason>;

/** A share of the platform's limits; null takes it back, and what is above it in the order holds again. */
export const CeilingRatio = z
  .number()
  .min(0.05, 'use at least 0.05; to stop all calls, pause the account or set a switch')
  .max(1, 'use at most 1, which is all of the limit')
  .nullable();

/** Which share of its limits an account may use, and what says so. */
export const EffectiveCeiling = z.object({
  /** 0.05 to 1. */
  ratio: z.number(),
  /** The account's own, else its platform's, else the configured default. */
  from: z.enum(['account', 'platform', 'default']),
  /** A sentence where the share is dangerous. */
  warning: z.string().nullable(),
});
export type EffectiveCeiling = z.infer<typeof EffectiveCeiling>;

/** A kill switch that is on. Off: it is not listed. */
export const Switch = z.object({
  /** `writes`, `platform:<name>` or `capability:<capability>`. */
  name: z.string(),
  reason: z.string(),
  /** Id of the person or key. */
  setBy: z.string(),
  /** The person's e-mail or the key's name, where switches are listed. */
  setByName: z.string().nullable().optional(),
  setAt: z.string(),
});
export type Switch = z.infer<typeof Switch>;

/** A platform as operators control it. */
export const Platform = z.object({
  name: z.string(),
  title: z.string(),
  /** Of its accounts that have none of their own. */
  ceiling: EffectiveCeiling,
});
export type Platform = z.infer<typeof Platform>;

/** What may be changed of a platform. */
export const PlatformChange = z.strictObject({ ceiling: CeilingRatio });
export type PlatformChange = z.infer<typeof PlatformChange>;
