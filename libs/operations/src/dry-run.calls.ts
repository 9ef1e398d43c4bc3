import type { Account } from '@nightdesk/accounts';
import type { BudgetUsage } from '@nightdesk/budget';
import type { DryRun } from '@nightdesk/contract';
import {
  type HelpdeskAdapter,
  HelpdeskError,
  type PlatformRequest,
  type Send,
  type WriteMark,
} from '@nightdesk/helpdesks/contract';
import type { OperationRequest } from './operations.types.js';

/** The calls of an operation, as far as they can be told without an answer. */
export interface Foreseen {
  calls: DryRun['calls'];
  requests: PlatformRequest[];
  /** Why the adapter sends nothing of a part of it, whatever the platform would say; null: it sends it. */
  refused: string | null;
  notes: string[];
}

/** Ends an adapter's work at the first answer that it would need. */
class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

/** The first call of the work, or null when it makes none. @throws what the work throws before it. */
async function firstCall(work: (send: Send) => Promise<unknown>): Promise<PlatformRequest | null> {
  const made: PlatformRequest[] = [];
  const send: Send = (request) => {
    made.push(request);
    return Promise.reject(new Unanswered());
  };
  try {
    await work(send);
  } catch (error) {
    // Whatever an adapter makes of it: the call was made, and there is no answer to go on with.
    if (made.length === 0) throw error;
  }
  return made[0] ?? null;
}

/** Runs the adapter as the lane would, each group of steps to its first call; sends nothing. */
export async function foresee(
  adapter: HelpdeskAdapter,
  { remoteUserId }: Pick<Account, 'remoteUserId'>,
  request: Pick<OperationRequest, 'ticketId' | 'steps' | 'ifNoReplySince' | 'ifStatusIn'>,
  now: Date,
): Promise<Foreseen> {
  const { ticketId, steps, ifNoReplySince, ifStatusIn } = request;
  const mark: WriteMark = { operationId: 'op_dry_run', since: now, authorId: remoteUserId, taken: [] };
  const foreseen: Foreseen = { calls: [], requests: [], refused: null, notes: [] };
  const follow = async (kinds: string[], work: (send: Send) => Promise<unknown>) => {
    const call = await firstCall(work);
    if (!call) return;
    const { method, path } = call;
    foreseen.calls.push({ method, path, steps: kinds });
    foreseen.requests.push(call);
    if (kinds.length > 0 && method === 'GET')
      foreseen.notes.push(
        `What follows ${method} ${path} depends on its answer, so no more of it is listed.`,
      );
  };
  try {
    if (ifNoReplySince !== null || ifStatusIn.length > 0)
      await follow([], (send) => adapter.getTicket(send, ticketId));
    for (const group of adapter.plan(steps)) {
      const kinds = group.map(({ kind }) => kind);
      await follow(kinds, (send) => adapter.apply(send, ticketId, group, mark));
    }
  } catch (error) {
    if (!(error instanceof HelpdeskError)) throw error;
    foreseen.refused = error.message;
  }
  return foreseen;
}

/** What one window leaves to the calls that count in it. */
export interface Allowance {
  window: string;
  windowMs: number;
  limit: number;
  used: number;
  free: number;
  /** Of the dearest of the calls. */
  cost: number;
  /** What all of them need. */
  needed: number;
  blockedUntil: Date | null;
}

/** The windows that the calls count in; one that nothing has counted in yet is as its platform states it. */
export function allowance(
  adapter: Pick<HelpdeskAdapter, 'windows'>,
  requests: readonly PlatformRequest[],
  usage: readonly BudgetUsage[],
  ceilingRatio: number,
): Allowance[] {
  const found = new Map<string, Allowance>();
  for (const { name, limit, windowMs, cost = 1 } of requests.flatMap((request) => adapter.windows(request))) {
    const key = `${name}|${windowMs}`;
    const before = found.get(key) ?? fresh(name, { limit, windowMs }, usage, ceilingRatio);
    found.set(key, { ...before, cost: Math.max(before.cost, cost), needed: before.needed + cost });
  }
  return [...found.values()];
}

function fresh(
  name: string,
  { limit, windowMs }: { limit: number; windowMs: number },
  usage: readonly BudgetUsage[],
  ceilingRatio: number,
): Allowance {
  const of = (called: string) => usage.find((one) => one.name === called && one.windowMs === windowMs);
  // What a second credential has for itself is counted under the lane's name.
  const known = of(`${name} (write lane)`) ?? of(name);
  const used = known ? known.used + known.foreign : 0;
  const ceiling = known?.ceiling ?? Math.max(1, Math.floor(limit * ceilingRatio));
  return {
    window: name,
    windowMs,
    limit: known?.limit ?? limit,
    used,
    free: Math.max(0, ceiling - used),
    cost: 0,
    needed: 0,
    blockedUntil: known?.blockedUntil ?? null,
  };
}

/** As the API shows it. */
export const shownBudget = ({
  window,
  windowMs,
  limit,
  used,
  free,
}: Allowance): DryRun['budget'][number] => ({ window, windowMs, limit, used, free });
