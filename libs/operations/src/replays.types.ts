/** `running` until every operation has ended well or was skipped, one failed again, or a person has cancelled it. */
export const replayStates = ['running', 'stopped', 'done', 'cancelled'] as const;
export type ReplayState = (typeof replayStates)[number];

/** `waiting → replayed → confirmed | failed`, or `skipped`, from either. */
export const replayItemStates = ['waiting', 'replayed', 'confirmed', 'failed', 'skipped'] as const;
export type ReplayItemState = (typeof replayItemStates)[number];

/** How many operations of a replay are in each state. */
export type ReplayCounts = Record<ReplayItemState, number>;

export const stages = ['one', 'ten', 'all'] as const;
export type Stage = (typeof stages)[number];

/** How many are replayed up to the end of each stage. */
const reach: Record<Stage, number> = { one: 1, ten: 11, all: Number.POSITIVE_INFINITY };

/** A stage begins when all that was replayed in those before it is confirmed. What was skipped proves nothing. */
export function stageOf({ confirmed }: Pick<ReplayCounts, 'confirmed'>): Stage {
  return stages.find((stage) => confirmed < reach[stage]) ?? 'all';
}

/** What a replay does next: `go` on with at most `count` more, wait for those on their way, or end. */
export type Next = { kind: 'go'; count: number } | { kind: 'wait' } | { kind: 'stop' } | { kind: 'done' };

/** The whole rule of the stages. Pure. */
export function next(counts: ReplayCounts): Next {
  const { waiting, replayed, confirmed, failed } = counts;
  if (failed > 0) return { kind: 'stop' };
  if (waiting === 0) return replayed === 0 ? { kind: 'done' } : { kind: 'wait' };
  const room = reach[stageOf(counts)] - confirmed - replayed;
  return room > 0 ? { kind: 'go', count: Math.min(room, waiting) } : { kind: 'wait' };
}

/** Many dead letters, tried again by stages. */
export interface Replay {
  id: string;
  cause: string | null;
  accountIds: string[];
  ttlHours: number;
  state: ReplayState;
  reason: string | null;
  requestedBy: string;
  createdAt: Date;
  endedAt: Date | null;
}

/** A replay with how far it is. */
export interface ReplayProgress extends Replay {
  counts: ReplayCounts;
  /** Why operations were skipped, the most frequent reason first; at most ten. */
  skipped: { reason: string; count: number; operationId: string }[];
  /** On their way, at most three, with what they wait for. */
  underWay: { operationId: string; state: string; reason: string | null }[];
}

/** What a caller asks to be replayed. */
export interface ReplayRequest {
  cause?: string | undefined;
  accountId?: string | undefined;
  operationIds?: readonly string[] | undefined;
  /** The first so many, in the order of acceptance. */
  limit: number;
  ttlHours: number;
}

/** Thrown when no replay that the asker may see has the id. */
export class ReplayUnknown extends Error {
  override readonly name = 'ReplayUnknown';

  constructor(id: string) {
    super(`There is no replay ${id}. GET /v1/replays lists the latest.`);
  }
}

/** Thrown when nothing can be replayed, or cancelled; the message says why. */
export class ReplayRefused extends Error {
  override readonly name = 'ReplayRefused';
}
