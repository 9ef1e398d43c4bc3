import type { SyntheticCheckPlan } from '@nightdesk/contract';

/** What one account's check is, as stored. */
export interface Check extends SyntheticCheckPlan {
  accountId: string;
  dueAt: Date;
  /** The round trip under way. */
  operationId: string | null;
  startedAt: Date | null;
}

/** A round trip under way, with what is known of its end. */
export interface Trip {
  accountId: string;
  platform: string;
  operationId: string;
  startedAt: Date;
  sloSeconds: number;
  /** Of the operation; null: it is not there any more. */
  state: string | null;
  reason: string | null;
  /** When the change was seen back; null: not yet. */
  seenAt: Date | null;
}

/** How a round trip ended. */
export interface Outcome {
  ok: boolean;
  durationMs: number | null;
  problem: string | null;
}

export interface Run extends Outcome {
  at: Date;
}

/** An operation that ended so changes nothing any more. */
const ended = new Set(['failed', 'dead', 'cancelled', 'shadowed']);

/** Null: it is still under way. */
export function outcomeOf({ startedAt, sloSeconds, state, reason, seenAt }: Trip, now: Date): Outcome | null {
  if (seenAt) {
    const durationMs = Math.max(0, seenAt.getTime() - startedAt.getTime());
    const ok = durationMs <= sloSeconds * 1_000;
    const problem = ok
      ? null
      : `It took ${Math.round(durationMs / 1_000)} s, and ${sloSeconds} s are allowed.`;
    return { ok, durationMs, problem };
  }
  if (state !== null && ended.has(state))
    return {
      ok: false,
      durationMs: null,
      problem: `Its operation is ${state}: ${reason ?? 'no reason was given'}.`,
    };
  if (now.getTime() < startedAt.getTime() + sloSeconds * 1_000) return null;
  const where =
    state === 'confirmed'
      ? 'the platform took the change, and it did not come back by webhook or sweep'
      : `its operation is ${state ?? 'gone'}${reason ? ` (${reason})` : ''}`;
  return { ok: false, durationMs: null, problem: `Not seen back within ${sloSeconds} s: ${where}.` };
}
