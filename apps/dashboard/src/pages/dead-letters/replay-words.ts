import type { Replay } from '@nightdesk/sdk';
import { count, counted } from '../../format/number.js';
import type { StateWords } from '../../format/words.js';

export const replayStates: Record<Replay['state'], StateWords> = {
  running: { word: 'Running', tone: 'busy' },
  stopped: { word: 'Stopped', tone: 'bad' },
  done: { word: 'Done', tone: 'good' },
  cancelled: { word: 'Cancelled', tone: 'idle' },
};

const stages: Record<Replay['stage'], string> = {
  one: 'Stage 1 of 3: one, to see whether it goes through',
  ten: 'Stage 2 of 3: ten more',
  all: 'Stage 3 of 3: all the rest',
};

/** Where a replay is, in a sentence. */
export function stageSentence({ state, stage, counts }: Pick<Replay, 'state' | 'stage' | 'counts'>): string {
  if (state === 'running') return stages[stage];
  const left = counts.waiting > 0 ? `; ${counted(counts.waiting, 'write')} not tried` : '';
  return `${count(counts.confirmed)} of ${counted(counts.total, 'write')} went through${left}`;
}

/** The parts of the progress bar, in percent of all; what waits is the rest. */
export function shares({
  counts,
}: Pick<Replay, 'counts'>): { name: string; tone: StateWords['tone']; share: number }[] {
  const parts = [
    { name: 'confirmed', tone: 'good', value: counts.confirmed },
    { name: 'failed again', tone: 'bad', value: counts.failed },
    { name: 'under way', tone: 'busy', value: counts.underWay },
    { name: 'skipped', tone: 'idle', value: counts.skipped },
  ] as const;
  return parts
    .filter(({ value }) => value > 0)
    .map(({ name, tone, value }) => ({ name, tone, share: (value / Math.max(1, counts.total)) * 100 }));
}

/** `Not found`, `Account suspended`: a cause as a heading. */
export const causeNames: Record<string, string> = {
  forbidden: 'Not allowed on these tickets',
  unauthenticated: 'Credential refused',
  account_suspended: 'Account suspended',
  agent_gone: 'Agent gone',
  not_found: 'Ticket gone',
  invalid: 'Refused by the helpdesk',
  conflict: 'Changed by others at the same time',
  unavailable: 'Helpdesk not reachable',
  ambiguous: 'No answer, and not on the ticket',
  superseded: 'A person was first',
  precondition: 'Condition not met',
  given_up: 'Given up by a person',
  other: 'Other',
};
