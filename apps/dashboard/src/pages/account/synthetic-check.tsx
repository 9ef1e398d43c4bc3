import type { SyntheticCheck as Check } from '@nightdesk/sdk';
import { useQuery } from '@tanstack/react-query';
import { counted } from '../../format/number.js';
import { duration } from '../../format/time.js';
import { Section } from '../../parts/section.js';
import { TicketLink } from '../../parts/ticket-link.js';
import { When } from '../../parts/when.js';
import { nightdesk } from '../../session/client.js';
import classes from './account.module.css';

const lookEveryMs = 15_000;
/** As the incident has it. */
const target = 0.9;

/** How round trips on the account's sandbox ticket go; nothing where it has none, as most have not. */
export function SyntheticCheck({ accountId }: { accountId: string }) {
  const { data } = useQuery({
    queryKey: ['account', accountId, 'synthetic-check'],
    queryFn: ({ signal }) => nightdesk.syntheticChecks.get(accountId, { signal }),
    refetchInterval: ({ state }) => (state.data?.plan ? lookEveryMs : false),
  });
  if (!data?.plan) return null;
  const { plan, day, runs, nextAt } = data;
  const [last] = runs;
  return (
    <Section title="Synthetic check">
      <div className={classes.score} data-testid="synthetic-check">
        {day.share === null ? (
          <p>No round trip has ended yet.</p>
        ) : (
          <p data-tone={day.share < target ? 'bad' : day.share < 1 ? 'warn' : 'good'}>
            <b className={classes.share}>{Math.round(day.share * 100)} %</b> of{' '}
            {counted(day.runs, 'round trip')} in 24 h took at most {duration(plan.sloSeconds * 1_000)}.
          </p>
        )}
        {last && <Last run={last} />}
        <p>
          On ticket <TicketLink accountId={accountId} ticketId={plan.ticketId} /> every{' '}
          {duration(plan.everyMinutes * 60_000)}
          {nextAt && (
            <>
              , next <When at={nextAt} />
            </>
          )}
          .
        </p>
      </div>
    </Section>
  );
}

function Last({ run: { at, ok, durationMs, problem } }: { run: Check['runs'][number] }) {
  return (
    <p data-tone={ok ? 'good' : 'bad'}>
      The last, <When at={at} />: {ok && durationMs !== null ? duration(durationMs) : problem}
    </p>
  );
}
