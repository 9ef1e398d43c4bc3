import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SweepProgress } from '@nightdesk/sdk';
import { count } from '../../format/number.js';
import { When } from '../../parts/when.js';
import { nightdesk } from '../../session/client.js';
import { Act } from './act.js';
import { sweepsKey, useSweeps } from './use-sweeps.js';

/** Reads what changed, or every open ticket, and tells how far it is. */
export function SweepAct({ accountId }: { accountId: string }) {
  const cache = useQueryClient();
  const { data: sweeps } = useSweeps(accountId);
  const ask = useMutation({
    mutationFn: async (full: boolean) => {
      const before = await nightdesk.sweeps(accountId);
      return { full, before, asked: await nightdesk.sweep(accountId, { full }) };
    },
    onSuccess: ({ asked }) => cache.setQueryData(sweepsKey(accountId), asked),
  });
  const done = ask.data;
  const course = (full: boolean) => {
    const own = ask.variables === full;
    const hasEnded = own && done && sweeps ? ended(full, done.before, sweeps) : false;
    return {
      act: () => ask.mutate(full),
      isPending: own && (ask.isPending || (done !== undefined && !hasEnded && !problemOf(full, sweeps))),
      error: own ? (ask.error ?? asError(problemOf(full, done && sweeps))) : null,
      result: hasEnded && sweeps ? <Result full={full} sweeps={sweeps} /> : null,
    };
  };
  return (
    <>
      <Act
        label="Sweep now"
        does="Reads what changed since the last sweep, within the budget, and tells what no webhook told."
        {...course(false)}
        testId="act-sweep"
      />
      <Act
        label="Sweep all open tickets"
        does={
          sweeps?.full.state === 'running'
            ? `Under way: ${count(sweeps.full.seen)} tickets seen, ${count(sweeps.full.found)} found that were not known so.`
            : 'Reads every open ticket, within 5 % of the budget; it may take long, and goes on after a restart.'
        }
        {...course(true)}
        testId="act-sweep-all"
      />
    </>
  );
}

function ended(full: boolean, before: SweepProgress, now: SweepProgress): boolean {
  return full
    ? now.full.state === 'ended' && now.full.endedAt !== before.full.endedAt
    : now.incremental.state === 'waiting' && now.incremental.lastAt !== before.incremental.lastAt;
}

const problemOf = (full: boolean, sweeps: SweepProgress | undefined) =>
  full ? null : (sweeps?.incremental.problem ?? null);
const asError = (problem: string | null) => (problem === null ? null : new Error(problem));

function Result({ full, sweeps }: { full: boolean; sweeps: SweepProgress }) {
  if (full)
    return (
      <>
        {count(sweeps.full.seen)} open tickets seen, {count(sweeps.full.found)} of them were not known so.
      </>
    );
  return (
    <>
      Swept <When at={sweeps.incremental.lastAt ?? sweeps.incremental.mark} />. What it found is among the
      events.
    </>
  );
}
