import type { Operation } from '@nightdesk/sdk';
import { Link } from 'wouter';
import { operationStates, siteName, stepName } from '../../format/words.js';
import { useOverview } from '../../live/live.js';
import { Copyable } from '../../parts/copyable.js';
import { Failure } from '../../parts/failure.js';
import { LoadingList } from '../../parts/loading-list.js';
import { Section } from '../../parts/section.js';
import { State } from '../../parts/state.js';
import { Stored } from '../../parts/stored.js';
import { TicketLink } from '../../parts/ticket-link.js';
import { When } from '../../parts/when.js';
import { Acts } from './acts.js';
import { History } from './history.js';
import classes from './operation.module.css';
import { Review } from './review.js';
import { Steps } from './steps.js';
import { useOperation } from './use-operation.js';

/** One operation: where it is, what it did, and what may be done about it. */
export default function OperationPage({ operationId }: { operationId: string }) {
  const query = useOperation(operationId);
  return (
    <>
      <title>{`Operation ${operationId} · Nightdesk`}</title>
      <p className={classes.crumb}>
        <Link href="/">Health</Link> / <Link href="/dead-letters">Dead letters</Link> / operation
      </p>
      {query.data && <Loaded operation={query.data} />}
      {query.isPending && <LoadingList heights={[60, 200]} />}
      {query.isLoadingError && (
        <Failure what="The operation could not be read" error={query.error} again={query.refetch} />
      )}
    </>
  );
}

function Loaded({ operation }: { operation: Operation }) {
  const { id, accountId, ticketId, state, steps, reason, review, partiallyApplied, createdAt, traceId } =
    operation;
  const site = useOverview().data?.accounts.find((account) => account.id === accountId)?.site;
  const waits = { word: 'Waits for your decision', tone: 'warn' } as const;
  return (
    <>
      <h1>{steps.map(({ kind }) => stepName(kind)).join(', ')}</h1>
      <p className={classes.facts}>
        <State state={review ? waits : operationStates[state]} size="md" testId="operation-state" />
        <span>
          on ticket <TicketLink accountId={accountId} ticketId={ticketId} />
          {site && ` of ${siteName(site)}`}, asked for <When at={createdAt} />
        </span>
      </p>
      {reason && (
        <p className={classes.reason} data-testid="operation-reason">
          {reason}
        </p>
      )}
      {partiallyApplied && (
        <p className={classes.loud} data-tone="bad">
          Partly applied: some steps reached the helpdesk, and the rest will not be sent by itself.
        </p>
      )}
      <p className={classes.ids}>
        operation <Copyable name="operation id" value={id} /> trace{' '}
        <Copyable name="trace id" value={traceId} short />
      </p>
      {review && <Review operation={operation} review={review} />}
      <Acts operation={operation} />
      <div className={classes.columns}>
        <Section title="Steps">
          <Steps steps={steps} review={review} />
          <Stored station="operation" id={id} label="What was asked for, and how it was tried" />
        </Section>
        <Section title="What happened">
          <History operation={operation} />
        </Section>
      </div>
    </>
  );
}
