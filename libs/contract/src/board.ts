import { z } from 'zod';
import { Account } from './accounts.js';
import { Switch } from './controls.js';
import { RecentEvent, SubscriberHealth } from './health.js';
import { Operation } from './operations.js';

/** An account as one line among a thousand: what is so, and nothing that is not looked at there. */
export const AccountRow = Account.pick({
  id: true,
  platform: true,
  site: true,
  region: true,
  state: true,
  reason: true,
  remedy: true,
  stateSince: true,
}).extend({
  credential: z
    .object({ kind: z.string(), expiresAt: z.string().nullable(), lastError: z.string().nullable() })
    .nullable(),
  /** Writes; while a pause or a switch stops the lane, all that waits is held. */
  write: z.object({
    waiting: z.number(),
    inFlight: z.number(),
    held: z.number(),
    dead: z.number(),
    oldestAt: z.string().nullable(),
  }),
  /** Webhooks that could not be turned into events. */
  readDead: z.number(),
  /** Why lanes are stopped, each sentence once. */
  stopped: z.array(z.string()),
  /** Webhooks with a wrong signature. */
  signatureFailures: z.number(),
  /** Of the changes of the last 24 hours, the share that a webhook told, at most 15 s old; null: there were none. */
  completeness: z.object({ share: z.number(), changes: z.number(), hasFallen: z.boolean() }).nullable(),
  /** The limit that is nearest to its end, at most 15 s old; null: no call has been counted lately. */
  budget: z
    .object({
      name: z.string(),
      windowMs: z.number(),
      /** The share of the ceiling that may still be called, 0 to 1. */
      free: z.number(),
      /** The share of the ceiling that others have used. */
      foreign: z.number(),
      blockedUntil: z.string().nullable(),
    })
    .nullable(),
  /** Of the calls of the last 5 minutes, 0 to 1; null without calls. */
  errorRate: z.number().nullable(),
  /** How many incidents are open. */
  incidents: z.number(),
  /** The worst of them. */
  incident: z
    .object({
      id: z.string(),
      cause: z.string(),
      severity: z.enum(['critical', 'warning']),
      reason: z.string(),
      remedy: z.string(),
    })
    .nullable(),
});
export type AccountRow = z.infer<typeof AccountRow>;

/** The first page: every account as a row, as one picture taken at `at`. */
export const Board = z.object({
  at: z.string(),
  engine: z.enum(['postgres', 'redis']),
  /** Kill switches that are on, the newest first. */
  switches: z.array(Switch),
  accounts: z.array(AccountRow),
  subscribers: z.array(SubscriberHealth),
  /** Newest first, at most 50 each. */
  events: z.array(RecentEvent),
  operations: z.array(Operation),
});
export type Board = z.infer<typeof Board>;

const changed = <T extends z.ZodType>(one: T) =>
  z.object({ changed: z.array(one), gone: z.array(z.string()) });

/**
 * What became different between two pictures: `changed` as it is now (new ones as well), `gone` by id; what is absent is
 * as before. It may be laid over any picture from `from` on.
 */
export const BoardChanges = z.object({
  from: z.string(),
  at: z.string(),
  switches: z.array(Switch).optional(),
  subscribers: z.array(SubscriberHealth).optional(),
  accounts: changed(AccountRow).optional(),
  /** New ones are newer than all that were there. */
  events: changed(RecentEvent).optional(),
  operations: changed(Operation).optional(),
});
export type BoardChanges = z.infer<typeof BoardChanges>;
