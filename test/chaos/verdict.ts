import type { Operation } from '@nightdesk/sdk';
import type { Asked } from './asker.js';
import type { HumanAct } from './disturbances.js';
import type { PlannedStep } from './plan.types.js';
import type { Truth } from './sites/index.js';

/** Each is promised never to be. */
export const problemKinds = [
  'duplicates',
  'silent_losses',
  'false_confirms',
  'unfinished',
  'accepted_twice',
  'not_accepted',
] as const;
export type ProblemKind = (typeof problemKinds)[number];

export interface Problem {
  kind: ProblemKind;
  says: string;
}

/** What became of one ask. */
export interface Verdict {
  asked: Asked;
  /** Null: nobody knows it any more. */
  operations: (Operation | null)[];
  /** The state of its operation; `review`: a person must decide. */
  outcome: string;
  /** Texts and tags that are on the ticket although nobody says so. */
  unclaimed: number;
  /** It was not sent because a human had answered; and no human had. */
  isWronglySuperseded: boolean;
  problems: Problem[];
}

/** The same content within 60 s is one operation; less what two clocks and calls may differ by. */
const surelyOneMs = 50_000;
const ended = ['confirmed', 'failed', 'dead', 'cancelled'];

/** Nothing happens to it any more, or it waits for something that it names. */
export const isAtRest = ({ state, review }: Operation) => ended.includes(state) || review !== null;

export function judge(
  asked: Asked,
  operations: (Operation | null)[],
  truth: Truth,
  humans: readonly HumanAct[],
): Verdict {
  const problems: Problem[] = [];
  const say = (kind: ProblemKind, says: string) => problems.push({ kind, says });
  const known = operations.filter((operation) => operation !== null);
  if (asked.refused !== null) say('not_accepted', asked.refused);
  if (known.length < operations.length) say('silent_losses', 'it was accepted, and nobody knows it');
  const rightlyTwo = operations.length > 1 && areTwo(asked, known);
  if (operations.length > 1 && !rightlyTwo) say('accepted_twice', 'one command became two operations');
  for (const operation of known) {
    const { id, state, reason, steps } = operation;
    if (ended.includes(state) && state !== 'confirmed' && !reason)
      say('silent_losses', `${id} is ${state} and does not say why`);
    if (!isAtRest(operation) && !(state === 'held' && reason))
      say('unfinished', `${id} is ${state}: ${reason ?? 'no reason'}`);
    if (state === 'confirmed' && steps.some((step) => step.state !== 'confirmed'))
      say('false_confirms', `${id} is confirmed, and not every step is`);
  }
  let unclaimed = 0;
  for (const [position, step] of asked.ask.steps.entries()) {
    const shown = timesShown(step, truth);
    if (shown === null) continue;
    const claims = known.filter(({ steps }) => steps[position]?.state === 'confirmed').length;
    const most = step.kind === 'addTags' ? 1 : rightlyTwo ? 2 : 1;
    if (shown > most) say('duplicates', `its ${step.kind} is there ${shown} times`);
    if (shown < Math.min(claims, most))
      say('false_confirms', `its ${step.kind} is confirmed, and is there ${shown} times`);
    if (claims === 0 && shown > 0) unclaimed += 1;
  }
  const isWronglySuperseded = known.some((operation) => {
    // The command may have been given again for a while before it was accepted. Platforms show whole seconds.
    const since = Date.parse(asked.unlessAnsweredSince ?? operation.createdAt) - 2_000;
    return operation.cause === 'superseded' && !humans.some(({ at, isPublic }) => isPublic && at >= since);
  });
  const outcome = outcomeOf(asked, known[0]);
  return { asked, operations, outcome, unclaimed, isWronglySuperseded, problems };
}

/** The last word on a ticket's status or assignee, where it can only have been that of one confirmed operation. */
export function judgeLast(
  verdicts: readonly Verdict[],
  truth: Truth,
  touchedAt: number,
  kind: 'status' | 'assignee',
): void {
  const has = (one: Verdict, what: PlannedStep['kind']) =>
    one.asked.ask.steps.some((step) => step.kind === what);
  const writers = verdicts.filter((one) => has(one, kind)).toSorted((a, b) => bornAt(a) - bornAt(b));
  const last = writers.at(-1);
  if (!last || writers.some(({ outcome, operations }) => outcome !== 'confirmed' || operations.length !== 1))
    return;
  const born = bornAt(last);
  const isContested = writers.some((one) => one !== last && born - bornAt(one) < 2_000);
  // At Intercom a new assignee opens what was closed.
  const isUndone =
    kind === 'status' &&
    verdicts.some((one) => has(one, 'assignee') && bornAt(one) > born - 2_000 && one !== last);
  if (isContested || isUndone || touchedAt > born) return;
  const { site, ticket, ask } = last.asked;
  for (const step of ask.steps) {
    if (step.kind !== kind) continue;
    const wanted =
      step.kind === 'status'
        ? site.word(ticket, step.status)
        : step.kind === 'assignee'
          ? site.people[step.nth === 0 ? 0 : 1]
          : '';
    const shown = kind === 'status' ? truth.status : truth.assigneeId;
    if (shown !== wanted)
      last.problems.push({
        kind: 'false_confirms',
        says: `its ${kind} ${wanted} is confirmed, and the ticket has ${shown}`,
      });
  }
}

const bornAt = ({ operations }: Verdict) => Date.parse(operations[0]?.createdAt ?? '') || 0;

/** Two operations of one command are right where the first had ended without effect, or was accepted too long before. */
function areTwo({ ask }: Asked, known: readonly Operation[]): boolean {
  const [older, newer] = known.toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
  if (ask.again?.key !== 'other' || !older || !newer) return false;
  const second = Date.parse(newer.createdAt);
  const hadEnded =
    ['failed', 'cancelled'].includes(older.state) && Date.parse(older.finishedAt ?? '') <= second;
  return hadEnded || second - Date.parse(older.createdAt) > surelyOneMs;
}

function timesShown(step: PlannedStep, { texts, tags }: Truth): number | null {
  if (step.kind === 'addTags') return tags.filter((tag) => tag === step.tag).length;
  if (step.kind === 'status' || step.kind === 'assignee') return null;
  return texts.filter((text) => text.includes(step.token)).length;
}

function outcomeOf({ refused }: Asked, operation: Operation | undefined): string {
  if (!operation) return refused === null ? 'unknown to the api' : 'not accepted';
  return operation.review ? 'review' : operation.state;
}
