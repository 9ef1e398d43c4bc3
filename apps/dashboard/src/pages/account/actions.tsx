import type { Account, AccountHealth, Refreshed } from '@nightdesk/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { counted } from '../../format/number.js';
import { deadLettersPath } from '../../parts/paths.js';
import { Section } from '../../parts/section.js';
import { When } from '../../parts/when.js';
import { nightdesk } from '../../session/client.js';
import { usePlatformTitle } from '../../session/queries.js';
import { Act } from './act.js';
import classes from './actions.module.css';
import { summary } from './capability-words.js';
import { Found } from './examination.js';
import { SweepAct } from './sweep-act.js';
import { useWebhookSetUp } from './use-webhook-set-up.js';

interface Props {
  account: Account;
  health: AccountHealth | undefined;
}

/** What can be done at once about an account that does not work as it should. For operators. */
export function Actions({ account, health }: Props) {
  const { id, state } = account;
  const dead = health?.lanes.write.dead ?? 0;
  return (
    <Section title="What you can do">
      <ul className={classes.acts}>
        <Examine account={account} />
        <Probe account={account} />
        {health?.credential?.kind === 'oauth' && <Refresh account={account} />}
        {state !== 'paused' && <SweepAct accountId={id} />}
        <Recreate account={account} />
        {dead > 0 && (
          <li className={classes.act}>
            <p>
              <Link href={deadLettersPath(id)} data-testid="act-dead-letters">
                {counted(dead, 'write')} failed or given up
              </Link>
              : see why, and replay or discard them.
            </p>
          </li>
        )}
        {account.liveShare > 0 && <Shadow account={account} />}
      </ul>
    </Section>
  );
}

/** All that is shown of the account is asked again. */
function useAsked<T>(id: string, work: () => Promise<T>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: work,
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ['account', id] }),
        cache.invalidateQueries({ queryKey: ['overview'] }),
      ]),
  });
}

function Examine({ account: { id, platform } }: { account: Account }) {
  const title = usePlatformTitle(platform);
  const { data, ...course } = useAsked(id, () => nightdesk.repairs.examine(id));
  return (
    <Act
      label="Check everything"
      does={`Looks over credential, clock, rights, budget, webhook, sweeps and subscribers. One call to ${title}; nothing changes.`}
      act={() => course.mutate()}
      isPending={course.isPending}
      error={course.error}
      result={data && <Found examination={data} />}
      testId="act-examine"
    />
  );
}

function Probe({ account: { id, platform } }: { account: Account }) {
  const title = usePlatformTitle(platform);
  const { data, ...course } = useAsked(id, () => nightdesk.probe(id));
  return (
    <Act
      label="Check now"
      does={`Asks ${title} what the credential may do, and sets the webhook up where none is. It changes no ticket.`}
      act={() => course.mutate()}
      isPending={course.isPending}
      error={course.error}
      result={data && (data.problem ?? `Checked: ${summary(data.data)}.`)}
      testId="act-probe"
    />
  );
}

function Refresh({ account: { id, platform } }: { account: Account }) {
  const title = usePlatformTitle(platform);
  const { data, ...course } = useAsked(id, () => nightdesk.repairs.refresh(id));
  return (
    <Act
      label="Refresh the token now"
      does={`${title} gives a new token and ends the old one. Work goes on meanwhile.`}
      question="Refresh before it is due? If the platform refuses, the account must be connected again."
      act={() => course.mutate()}
      isPending={course.isPending}
      error={course.error}
      result={data && <NewToken refreshed={data} />}
      testId="act-refresh"
    />
  );
}

function NewToken({ refreshed: { data } }: { refreshed: Refreshed }) {
  const ends = data.flatMap(({ expiresAt }) => expiresAt ?? []).toSorted()[0];
  return (
    <>
      Refreshed{data.length > 1 ? ` (${counted(data.length, 'token')})` : ''}.{' '}
      {ends && (
        <>
          It ends <When at={ends} />.
        </>
      )}
    </>
  );
}

function Recreate({ account: { id, platform, state } }: { account: Account }) {
  const title = usePlatformTitle(platform);
  const setUp = useWebhookSetUp(id);
  const { data, ...course } = useAsked(id, () => nightdesk.repairs.recreateWebhook(id));
  if (setUp.data?.setUp !== 'api' || !['live', 'needs_scopes', 'probing'].includes(state)) return null;
  return (
    <Act
      label="Make the webhook anew"
      does={`Removes ours at ${title} and makes it again with another secret. A sweep finds what changes in between.`}
      question={`Remove our webhook at ${title} and make it anew?`}
      act={() => course.mutate()}
      isPending={course.isPending}
      error={course.error}
      result={data && 'It is there and active.'}
      testId="act-recreate"
    />
  );
}

function Shadow({ account: { id } }: { account: Account }) {
  const { data, ...course } = useAsked(id, () => nightdesk.changeAccount(id, { liveShare: 0 }));
  return (
    <Act
      label="Switch to shadow mode"
      does="Operations are recorded and none is sent; events still go out. Undone under Live share."
      question="Send nothing more to this helpdesk until somebody raises the live share?"
      act={() => course.mutate()}
      isPending={course.isPending}
      error={course.error}
      result={data && 'In shadow mode.'}
      testId="act-shadow"
    />
  );
}
