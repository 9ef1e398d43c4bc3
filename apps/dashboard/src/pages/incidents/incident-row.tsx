import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { Incident } from '@nightdesk/sdk';
import { Link } from 'wouter';
import type { StateWords } from '../../format/words.js';
import { accountPath } from '../../parts/paths.js';
import { Refusal } from '../../parts/refusal.js';
import { State } from '../../parts/state.js';
import { Since, When } from '../../parts/when.js';
import { useIsOperator } from '../../session/queries.js';
import classes from './incidents.module.css';
import { toldInShort } from './told.js';
import { ToldList } from './told-list.js';
import { useAcknowledge } from './use-incidents.js';

interface Props {
  incident: Incident;
  /** The account's site; absent on its own page. */
  site?: string | undefined;
  /** With who was told what and when. */
  detailed?: boolean;
}

function stateOf({ state, severity, acknowledgedAt }: Incident): StateWords {
  if (state === 'resolved') return { word: 'Resolved', tone: 'good' };
  if (acknowledgedAt) return { word: 'Seen to', tone: 'busy' };
  return severity === 'critical' ? { word: 'Critical', tone: 'bad' } : { word: 'Warning', tone: 'warn' };
}

/** One incident: what is so, since when, what it means, what to do, and who was told. */
export function IncidentRow({ incident, site, detailed = false }: Props) {
  const { id, cause, state, accountId, title, reason, effect, remedy, openedAt, resolvedAt } = incident;
  const words = stateOf(incident);
  return (
    <li
      className={classes.incident}
      data-tone={words.tone}
      data-testid="incident"
      data-incident={id}
      data-cause={cause}
    >
      <header className={classes.head}>
        <h3>{title}</h3>
        {accountId !== null && site !== undefined && <Link href={accountPath(accountId)}>{site}</Link>}
        <span className={classes.end}>
          <State state={words} testId="incident-state" />
        </span>
      </header>
      <p>{reason}</p>
      {state === 'open' && (
        <>
          <p className={classes.effect}>{effect}</p>
          <p className={classes.remedy}>
            <IconArrowRight size={17} aria-hidden />
            <span>{remedy}</span>
          </p>
        </>
      )}
      <p className={classes.small}>
        {resolvedAt ? (
          <>
            <When at={openedAt} />, over <When at={resolvedAt} />
          </>
        ) : (
          <>
            for <Since at={openedAt} />
          </>
        )}{' '}
        · {toldInShort(incident)}
      </p>
      {detailed && <ToldList incident={incident} />}
      {state === 'open' && <Acknowledge incident={incident} />}
    </li>
  );
}

/** Ends the reminders, for everybody. */
function Acknowledge({ incident: { id, title, acknowledgedAt } }: { incident: Incident }) {
  const isOperator = useIsOperator();
  const acknowledge = useAcknowledge();
  if (acknowledgedAt)
    return (
      <p className={classes.small}>
        Somebody took it on <When at={acknowledgedAt} />; nobody is reminded any more.
      </p>
    );
  if (!isOperator) return null;
  return (
    <div className={classes.act}>
      <Button
        variant="default"
        size="xs"
        loading={acknowledge.isPending}
        onClick={() => acknowledge.mutate(id)}
        aria-label={`I see to it: ${title}`}
        data-testid="incident-acknowledge"
      >
        I see to it
      </Button>
      <span className={classes.small}>Ends reminders and escalation; its end is still told.</span>
      {acknowledge.error && <Refusal title="Nothing was changed" error={acknowledge.error} />}
    </div>
  );
}
