import { aligned } from '../support/aligned.js';
import type { JournalEntry } from '../../apps/sandbox/src/journal.js';
import type { Disturbances } from './disturbances.js';
import type { Program } from './program.js';
import { type ProblemKind, problemKinds, type Verdict } from './verdict.js';

const outcomes = ['confirmed', 'failed', 'dead', 'cancelled', 'held', 'review'];
const titles: Partial<Record<ProblemKind, string>> = {
  duplicates: 'doubled',
  silent_losses: 'lost',
  false_confirms: 'false',
};

/** What a run leaves for a person to read. */
export interface Report {
  engine: string;
  verdicts: readonly Verdict[];
  disturbances: Pick<Disturbances, 'done' | 'answeredWrongly'>;
  journal: readonly JournalEntry[];
  programs: readonly Pick<Program, 'name' | 'ends' | 'lastWords'>[];
}

export function tell({ engine, verdicts, disturbances, journal, programs }: Report): void {
  console.log(`\n${engine}\n${table(verdicts)}\n\nNot confirmed, and why:\n${reasons(verdicts).join('\n')}`);
  const met = new Map([['500 or 503 after the effect', disturbances.answeredWrongly]]);
  for (const { fault } of journal) if (fault) met.set(fault, (met.get(fault) ?? 0) + 1);
  console.log(`\nDone: ${listed(Object.entries(disturbances.done))}`);
  console.log(`Calls that met a fault: ${listed([...met])}; calls in all: ${journal.length}`);
  for (const { name, ends, lastWords } of programs.filter((program) => program.ends > 0))
    console.log(`${name} ended by itself ${ends} times and was started again; its last words: ${lastWords}`);
  const tellAll = (title: string, some: readonly Verdict[]) => {
    if (some.length === 0) return;
    console.log(`\n${title}: ${some.length}`);
    for (const verdict of some) console.log(`\n${story(verdict, journal)}`);
  };
  tellAll(
    'Not sent because a human had answered, and none had',
    verdicts.filter(({ isWronglySuperseded }) => isWronglySuperseded),
  );
  tellAll(
    'On the ticket, though nobody says so (allowed)',
    verdicts.filter(({ unclaimed }) => unclaimed > 0),
  );
  tellAll(
    'Missed',
    verdicts.filter(({ problems }) => problems.length > 0),
  );
}

const listed = (pairs: readonly (readonly [string, number])[]) =>
  pairs.map(([name, count]) => `${name} ${count}`).join(', ');

/** By fault and by platform: what became of the operations, and what was missed. */
function table(verdicts: readonly Verdict[]): string {
  const head = [
    '',
    'asked',
    ...outcomes,
    'open',
    ...problemKinds.map((kind) => titles[kind] ?? kind.replace('_', ' ')),
  ];
  const groups = [
    ...grouped(verdicts, ({ asked }) => `${asked.ask.fault?.kind ?? 'no fault'}`),
    ...grouped(verdicts, ({ asked }) => asked.site.platform),
    ['all', verdicts] as const,
  ];
  const rows = groups.map(([name, some]) => [
    name,
    String(some.length),
    ...outcomes.map((outcome) => String(some.filter((one) => one.outcome === outcome).length)),
    String(some.filter((one) => !outcomes.includes(one.outcome)).length),
    ...problemKinds.map((kind) => String(countOf(some, kind))),
  ]);
  return aligned([head.map((cell) => cell.replace('unfinished', 'unended')), ...rows]).join('\n');
}

export const countOf = (verdicts: readonly Verdict[], kind: ProblemKind): number =>
  verdicts.flatMap(({ problems }) => problems).filter((problem) => problem.kind === kind).length;

/** Why operations are not confirmed, the commonest first; figures and names in the reasons are left out. */
function reasons(verdicts: readonly Verdict[]): string[] {
  const others = verdicts.filter(({ outcome }) => outcome !== 'confirmed');
  return grouped(others, ({ outcome, operations }) => {
    const said = operations[0]?.reason ?? 'no reason';
    return `${outcome}: ${said
      .replace(/\(.*\)/, '')
      .replaceAll(/\d[\d:.TZ-]*/g, '#')
      .trim()}`;
  })
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(([reason, some]) => `${String(some.length).padStart(5)}  ${reason}`);
}

/** Everything about one ask that went wrong: its operations' transitions, and what the ticket's site received. */
function story({ asked, operations, problems }: Verdict, journal: readonly JournalEntry[]): string {
  const { site, ticket, ask } = asked;
  const steps = ask.steps.map((step) => JSON.stringify(step)).join(' ');
  const ours = new RegExp(`/${ticket.id}(?:[/?.]|$)`);
  const heard = journal.filter(
    ({ platform, site: name, path }) => platform === site.platform && name === site.name && ours.test(path),
  );
  return [
    ...problems.map(({ kind, says }) => `✗ ${kind}: ${says}`),
    `- ask ${asked.n} at ${ask.atMs} ms, ${site.name} ticket ${ticket.ticketId}: ${steps}`,
    `  fault ${JSON.stringify(ask.fault)} again ${JSON.stringify(ask.again)}`,
    ...operations.flatMap((operation) =>
      operation === null
        ? ['  (nobody knows the operation)']
        : [
            `  ${operation.id} ${operation.state}, its steps: ${operation.steps.map(({ kind, state }) => `${kind} ${state}`).join(', ')}`,
            ...operation.transitions.map(
              ({ at, from, to, reason, attempt, requestId }) =>
                `    ${at} ${from} → ${to} (${attempt}) ${reason} ${requestId ?? ''}`,
            ),
          ],
    ),
    ...heard.map(
      ({ at, method, path, executed, fault, status, requestId }) =>
        `    heard ${at} ${method} ${path} ${executed ? 'done' : 'not done'} ${fault ?? ''} ${status ?? 'no answer'} ${requestId}`,
    ),
  ].join('\n');
}

function grouped<T>(all: readonly T[], nameOf: (one: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const name = nameOf(one);
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return [...groups].toSorted(([one], [other]) => (one < other ? -1 : 1));
}
