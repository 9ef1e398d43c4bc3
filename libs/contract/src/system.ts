import { z } from 'zod';

/** A running api or worker, as it last said of itself. */
export const SystemProcess = z.object({
  id: z.string(),
  role: z.enum(['api', 'worker']),
  host: z.string(),
  pid: z.number(),
  version: z.string(),
  startedAt: z.string(),
  seenAt: z.string(),
  /** False: it has not said for a while that it lives, and did not say goodbye. */
  alive: z.boolean(),
  /** How far its clock is ahead of that of Postgres, in milliseconds. */
  skewMs: z.number(),
});

export const SystemCause = z.enum([
  'database_slow',
  'migrations_pending',
  'queue_away',
  'no_worker',
  'worker_lost',
  'work_waiting',
  'alerts_failing',
  'clock_skew',
  'not_durable',
  'redis_evicts',
  'connections_short',
]);
export type SystemCause = z.infer<typeof SystemCause>;

/** Something that concerns all of Nightdesk. */
export const SystemTrouble = z.object({
  cause: SystemCause,
  /** `critical`: nothing goes on, or nobody would hear of it. */
  severity: z.enum(['critical', 'warning']),
  /** What is so, and what to do: a sentence each. */
  reason: z.string(),
  remedy: z.string(),
});
export type SystemTrouble = z.infer<typeof SystemTrouble>;

/** How Nightdesk itself is. */
export const SystemHealth = z.object({
  at: z.string(),
  engine: z.enum(['postgres', 'redis']),
  /** The worst first; empty: all is well. */
  troubles: z.array(SystemTrouble),
  database: z.object({ answerMs: z.number(), pendingMigrations: z.array(z.string()) }),
  queue: z.object({ reachable: z.boolean() }),
  /** When the oldest work became due that nobody has taken up; null: none waits. */
  oldestWork: z.object({ webhookAt: z.string().nullable(), deliveryAt: z.string().nullable() }),
  processes: z.array(SystemProcess),
});
export type SystemHealth = z.infer<typeof SystemHealth>;
