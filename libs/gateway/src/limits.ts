import type { BudgetSignal, BudgetWindow } from '@nightdesk/budget';
import type { PlatformResponse } from '@nightdesk/helpdesks/contract';
import type { Outgoing } from './gateway.types.js';

/** After a 429 reads come back a moment after the writes, which then find the whole capacity. */
const writesFirstMs = 1_000;
/** After a 429 that says nothing of when: the window's end, but no longer than this. */
const longestStopMs = 60_000;

/** A window with what its adapter calls it, and whether every call of the account counts in it. */
export interface CountedWindow extends BudgetWindow {
  called: string;
  whole: boolean;
}

/** What a 429 stopped: all calls of the account, or those of one sub-limit. */
export interface Stopped {
  retryAt: Date;
  sublimit: string | undefined;
}

/** The call's windows as the budget counts them: what each credential has for itself is counted by lane. */
export function windowsOf({ adapter, request, credential, split }: Outgoing): CountedWindow[] {
  return adapter.windows(request).map(({ name: called, limit, windowMs, perCredential, cost = 1, whole }) => {
    const own = perCredential === true;
    const name = own && credential.lane === 'write' ? `${called} (write lane)` : called;
    const isWhole = whole ?? called === 'account';
    return { name, called, limit, windowMs, cost, whole: isWhole, shared: isWhole && !(own && split) };
  });
}

/** What an answer says of the call's windows, and when it is a 429, what is stopped and until when. */
export function toldBy(
  outgoing: Outgoing,
  answer: PlatformResponse,
  now: Date,
): { signals: BudgetSignal[]; stopped: Stopped | null } {
  const { adapter, request, lane } = outgoing;
  const windows = windowsOf(outgoing);
  const learnt = adapter.learn(request, answer.headers, now).flatMap((limit) => {
    const window = windows.find(({ called }) => called === limit.name);
    return window ? [{ ...limit, name: window.name, windowMs: window.windowMs }] : [];
  });
  const signals = learnt
    .map(({ isUsedUp: _isUsedUp, ...signal }) => signal)
    .filter(({ limit, remaining }) => limit !== undefined || remaining !== undefined);
  if (answer.status !== 429) return { signals, stopped: null };

  // The windows that are used up, where the answer tells it; else every window of the call.
  const empty = learnt.filter(({ isUsedUp, remaining }) => isUsedUp === true || remaining === 0);
  const blocked = windows.filter(({ name }) => empty.length === 0 || empty.some((one) => one.name === name));
  const longest = Math.min(longestStopMs, Math.max(1_000, ...blocked.map(({ windowMs }) => windowMs)));
  const said = adapter.explain(request, answer, now).details.retryAt;
  const blockedUntil = said ?? new Date(now.getTime() + longest);
  const stops = blocked.map(({ name, windowMs }) => ({ name, windowMs, blockedUntil }));
  const sublimit = blocked.some(({ whole }) => whole) ? undefined : blocked[0]?.name;
  return {
    signals: [...signals, ...stops],
    stopped: { retryAt: inTurn(lane, blockedUntil), sublimit },
  };
}

/** When a lane asks again that a 429 stopped until `end`. */
export function inTurn(lane: 'read' | 'write', end: Date): Date {
  return lane === 'read' ? new Date(end.getTime() + writesFirstMs) : end;
}
