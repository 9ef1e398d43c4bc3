import type { SyntheticCheck as Check } from '@nightdesk/sdk';
import { useQuery } from '@tanstack/react-query';
import { counted } from '../../format/number.js';
import { duration } from '../../format/time.js';
import { Section } from '../../parts/section.js';
import { TicketLink } from '../../parts/ticket-link.js';
import { When } from '../../parts/when.js';
import { nightdesk } from '../../session/client.js';
import { useIsOperator } from '../../session/queries.js';
import classes from './account.module.css';
import { SyntheticCheckForm } from './synthetic-check-form.js';

const lookEveryMs = 15_000;
/** As the incident has it. */
const target = 0.9;

/** How round trips on the account's sandbox ticket go; where it has none, as most have not, an operator can set one up. */
export function SyntheticCheck({ accountId }: { accountId: string }) {
  const isOperator = useIsOperator();
  const { data } = useQuery({
    queryKey: ['account', accountId, 'synthetic-check'],
    queryFn: ({ signal }) => nightdesk.syntheticChecks.get(accountId, { signal }),
    refetchInterval: ({ state }) => (state.data?.plan ? lookEveryMs : false),
  });
  if (!data || (!data.plan && !isOperator)) return null;
  return (
    <Section title="Synthetic check">
      {data.plan ? (
        <Results accountId={accountId} plan={data.plan} check={data} />
      ) : (
        <p className={classes.score}>
          None. It changes a ticket every few minutes, as an automation would, and tells how long that takes
          to be seen back.
        </p>
      )}
      {isOperator && <SyntheticCheckForm accountId={accountId} plan={data.plan} />}
    </Section>
  );
}

interface ResultsProps {
  accountId: string;
  plan: NonNullable<Check['plan']>;
  check: Check;
}

function Results({ accountId, plan, check: { day, runs, nextAt } }: ResultsProps) {
  const [last] = runs;
  return (
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
  );
}

function Last({ run: { at, ok, durationMs, problem } }: { run: Check['runs'][number] }) {
  return (
    <p data-tone={ok ? 'good' : 'bad'}>
      The last, <When at={at} />: {ok && durationMs !== null ? duration(durationMs) : problem}
    </p>
  );
}
