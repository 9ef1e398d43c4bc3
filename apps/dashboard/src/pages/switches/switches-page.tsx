import type { Account, AccountRow, Switch } from '@nightdesk/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { stoppedBySwitch } from '../../format/switches.js';
import { accountStates, platformName, siteName } from '../../format/words.js';
import { useOverview } from '../../live/live.js';
import { Failure } from '../../parts/failure.js';
import { LoadingList } from '../../parts/loading-list.js';
import { accountPath } from '../../parts/paths.js';
import { Nothing, Section } from '../../parts/section.js';
import { When } from '../../parts/when.js';
import { nightdesk } from '../../session/client.js';
import { usePlatforms } from '../../session/queries.js';
import classes from '../settings/settings.module.css';
import { switchedCapabilities, whatItStops, whatPausingStops } from './switch-words.js';
import { TurnRow } from './turn-row.js';

/** Everything that can be turned off, what that stops, and what is off now. */
export default function SwitchesPage() {
  const switches = useQuery({
    queryKey: ['switches'],
    queryFn: ({ signal }) => nightdesk.switches({ signal }),
    refetchInterval: 5_000,
  });
  const platforms = usePlatforms().data ?? [];
  const off = new Map(switches.data?.map((one) => [one.name, one]));
  const known = [
    ...platforms.map(({ platform }) => `platform:${platform}`),
    ...switchedCapabilities.map((name) => `capability:${name}`),
  ];
  /** Of a platform that is not loaded any more. */
  const others = [...off.keys()].filter((name) => name !== 'writes' && !known.includes(name));
  const row = (name: string) => <OneSwitch key={name} name={name} off={off.get(name)} />;
  return (
    <>
      <title>Switches · Nightdesk</title>
      <h1>Switches</h1>
      <p className={classes.lead}>
        To stop something at once, everywhere, without losing anything. A switch acts within a second; every
        page says that it is off, since when and why.
      </p>
      {switches.isPending && <LoadingList />}
      {switches.isLoadingError && (
        <Failure what="The switches could not be read" error={switches.error} again={switches.refetch} />
      )}
      {switches.data && (
        <>
          <ul className={classes.list}>{row('writes')}</ul>
          <Section title="A platform">
            <ul className={classes.list}>
              {[...known, ...others].filter((name) => name.startsWith('platform:')).map(row)}
            </ul>
          </Section>
          <Accounts />
          <Section title="A capability, everywhere">
            <ul className={classes.list}>
              {known.filter((name) => name.startsWith('capability:')).map(row)}
            </ul>
          </Section>
        </>
      )}
    </>
  );
}

function OneSwitch({ name, off }: { name: string; off: Switch | undefined }) {
  const cache = useQueryClient();
  const onSuccess = () =>
    Promise.all(['switches', 'overview'].map((key) => cache.invalidateQueries({ queryKey: [key] })));
  const set = useMutation({
    mutationFn: (reason: string) => nightdesk.setSwitch(name, reason),
    onSuccess,
  });
  const release = useMutation({ mutationFn: () => nightdesk.releaseSwitch(name), onSuccess });
  const title = stoppedBySwitch(name);
  return (
    <TurnRow
      name={name}
      title={title}
      state={off ? { word: 'Off', tone: 'bad' } : { word: 'On', tone: 'good' }}
      stops={whatItStops(name)}
      off={
        off && (
          <>
            {off.reason} · since <When at={off.setAt} /> · by {off.setByName ?? off.setBy}
          </>
        )
      }
      words={{ stop: 'Turn off', go: 'Release' }}
      stop={(reason, done) => set.mutate(reason, { onSuccess: done })}
      go={() => release.mutate()}
      busy={set.isPending || release.isPending}
      error={set.error ?? release.error}
    />
  );
}

function Accounts() {
  const overview = useOverview();
  return (
    <Section title="An account">
      {overview.data?.accounts.length === 0 && <Nothing>No helpdesk is connected yet.</Nothing>}
      {overview.data && overview.data.accounts.length > 0 && (
        <ul className={classes.list}>
          {overview.data.accounts.map((account) => (
            <OneAccount key={account.id} account={account} />
          ))}
        </ul>
      )}
    </Section>
  );
}

/** An account has no switch: it is paused. */
function OneAccount({ account }: { account: AccountRow }) {
  const { id, site, platform, state, reason, stateSince } = account;
  const cache = useQueryClient();
  const change = useMutation({
    mutationFn: (act: () => Promise<Account>) => act(),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['overview'] }),
  });
  const isPaused = state === 'paused';
  return (
    <TurnRow
      name={id}
      title={
        <>
          <Link href={accountPath(id)}>{siteName(site)}</Link> ({platformName(platform)})
        </>
      }
      state={accountStates[state]}
      stops={whatPausingStops}
      off={
        isPaused && (
          <>
            {reason} · since <When at={stateSince} />
          </>
        )
      }
      words={{ stop: 'Pause', go: 'Resume' }}
      {...(['probing', 'live', 'needs_scopes', 'paused'].includes(state) && {
        stop: (why: string, done: () => void) =>
          change.mutate(() => nightdesk.pauseAccount(id, why), { onSuccess: done }),
        go: () => change.mutate(() => nightdesk.resumeAccount(id)),
      })}
      busy={change.isPending}
      error={change.error}
    />
  );
}
