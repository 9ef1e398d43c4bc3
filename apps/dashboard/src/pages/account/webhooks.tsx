import { Skeleton } from '@mantine/core';
import type { Account, AccountHealth, WebhookSetUp } from '@nightdesk/sdk';
import { counted } from '../../format/number.js';
import { Failure } from '../../parts/failure.js';
import { Nothing, Section } from '../../parts/section.js';
import { When } from '../../parts/when.js';
import { useIsOperator, usePlatformTitle } from '../../session/queries.js';
import { Arrival } from './arrival.js';
import classes from './webhook.module.css';
import { RotateSecret } from './rotate-secret.js';
import { useWebhookSetUp } from './use-webhook-set-up.js';
import { isSecretDoubtful } from './webhook-guide.js';
import { WebhookSteps } from './webhook-steps.js';

interface Props {
  account: Account;
  health: AccountHealth | undefined;
}

/** How events come in. The set-up holds secrets, so those who only look get what the overview knows. */
export function Webhooks({ account, health }: Props) {
  const isOperator = useIsOperator();
  return (
    <Section title="Webhooks">{isOperator ? <SetUp account={account} /> : <Known health={health} />}</Section>
  );
}

function SetUp({ account }: { account: Account }) {
  const query = useWebhookSetUp(account.id);
  const platform = usePlatformTitle(account.platform);
  if (query.isLoadingError) {
    return <Failure what="The set-up could not be read" error={query.error} again={query.refetch} />;
  }
  if (!query.data) {
    return <Skeleton height={180} role="status" aria-busy="true" aria-label="Loading the webhooks" />;
  }
  return query.data.setUp === 'none' ? (
    <Polled setUp={query.data} platform={platform} />
  ) : (
    <Receiving accountId={account.id} setUp={query.data} platform={platform} />
  );
}

function Polled({ setUp: { polling }, platform }: { setUp: WebhookSetUp; platform: string }) {
  return (
    <div className={classes.box} data-testid="polling">
      <Nothing>{platform} sends no webhooks here. It is asked for changes again and again.</Nothing>
      {polling?.lastAt && (
        <p className={classes.quiet}>
          Asked last <When at={polling.lastAt} />.
        </p>
      )}
      {polling?.problem && (
        <p className={classes.hint} data-tone="warn">
          It could not be asked: {polling.problem} Next try <When at={polling.nextAt} />.
        </p>
      )}
    </div>
  );
}

interface ReceivingProps {
  accountId: string;
  setUp: WebhookSetUp;
  platform: string;
}

function Receiving({ accountId, setUp, platform }: ReceivingProps) {
  const byPerson = setUp.setUp !== 'api';
  return (
    <div className={classes.box}>
      <Arrival setUp={setUp} />
      <WrongSignatures setUp={setUp} platform={platform} />
      {!byPerson && <p className={classes.quiet}>Nightdesk made the webhook at {platform} by itself.</p>}
      {byPerson && <WebhookSteps key={setUp.previousSecretUntil} setUp={setUp} platform={platform} />}
      {setUp.url && setUp.setUp !== 'app' && (
        <RotateSecret accountId={accountId} setUp={setUp} platform={platform} />
      )}
    </div>
  );
}

function WrongSignatures({ setUp, platform }: { setUp: WebhookSetUp; platform: string }) {
  const { signatureFailures, lastSignatureFailureAt } = setUp;
  if (signatureFailures === 0) return null;
  const isDoubtful = isSecretDoubtful(setUp);
  const mend = setUp.setUp === 'by_hand' ? 'Copy it from below once more.' : 'Connect the account again.';
  return (
    <p
      className={isDoubtful ? classes.hint : classes.quiet}
      data-tone="warn"
      data-testid="webhook-signature-hint"
    >
      {counted(signatureFailures, 'delivery was', 'deliveries were')} refused for a wrong signature
      {lastSignatureFailureAt && (
        <>
          , the last <When at={lastSignatureFailureAt} />
        </>
      )}
      .{' '}
      {isDoubtful
        ? `If they come from ${platform}, the secret there is not the one of this account. ${mend}`
        : 'Right ones came since then.'}
    </p>
  );
}

function Known({ health }: Pick<Props, 'health'>) {
  const webhook = health?.webhook;
  if (!webhook) return <Nothing>Nothing is known of webhooks yet. Operators see how to set them up.</Nothing>;
  return (
    <div className={classes.box}>
      <p>
        Last delivery {webhook.lastDeliveryAt ? <When at={webhook.lastDeliveryAt} /> : 'none yet'} ·{' '}
        {counted(webhook.deliveries, 'delivery', 'deliveries')} in 24 h ·{' '}
        {counted(webhook.signatureFailures, 'wrong signature')}
      </p>
      <p className={classes.quiet}>Operators see how they are set up.</p>
    </div>
  );
}
