import type { WhatIfQuestion } from '@nightdesk/contract';
import type { Demand } from './demand.js';

const grouped = new Intl.NumberFormat('en-GB');
const counted = (n: number, one: string) => `${grouped.format(n)} ${n === 1 ? one : `${one}s`}`;
const lengthOf = (ms: number) => {
  const minutes = Math.round(ms / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};
const readsOf = ({ readsByMinute }: Demand) => readsByMinute.reduce((all, calls) => all + calls, 0);

/** From how much an answer was made: `Made from 37 writes and 1,204 reads in the last 24 hours.` */
export function saysOf(whole: Demand, { period, writesPerHour }: WhatIfQuestion): string {
  const time = period === 'hour' ? 'in the last hour' : 'in the last 24 hours';
  const reads = counted(readsOf(whole), 'read');
  if (writesPerHour !== undefined)
    return `Made from made-up writes, ${grouped.format(writesPerHour)} an hour, beside ${reads} recorded ${time}.`;
  const few = whole.writes.length < 30 ? ' That is few: take the figures for a hint.' : '';
  return `Made from ${counted(whole.writes.length, 'write')} and ${reads} ${time}.${few}`;
}

interface Made {
  whole: Demand;
  demand: Demand;
  isSeparate: boolean;
  question: WhatIfQuestion;
}

/** What was taken for granted, so that nobody believes more than was reckoned. */
export function notesOf({ whole, demand, isSeparate, question }: Made): string[] {
  const notes: string[] = [];
  if (demand.spanMs < whole.spanMs) {
    notes.push(
      `Only the busiest ${lengthOf(demand.spanMs)} in a row were replayed: ${counted(demand.writes.length, 'write')} and ` +
        `${counted(readsOf(demand), 'read')}. The rest was quieter, so over the whole time less waits.`,
    );
  }
  notes.push(
    'Writes came at their recorded instants; of reads the minute is known, and they are spread over it by chance.',
    'A call that waited when it was recorded counts from when it went out, so a jam of that time looks smaller than it was.',
    'Narrower limits of single routes, retries and outages are left out. Others use the limit evenly, and the platform says how much is left.',
  );
  if (demand.sweeps && question.sweepEvery !== undefined)
    notes.push(
      `A sweep was reckoned at ${counted(demand.sweeps.calls, 'call')}, by what sweeps took so far.`,
    );
  if (isSeparate)
    notes.push('Writes have a credential with limits of its own: reads and sweeps do not touch them.');
  return notes;
}
