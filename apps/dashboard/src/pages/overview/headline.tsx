import type { AccountRow, Board } from '@nightdesk/sdk';
import type { ReactNode } from 'react';
import { count, percentOf } from '../../format/number.js';
import type { Tone } from '../../format/words.js';
import { useFromNow } from '../../live/clock.js';
import { Since } from '../../parts/when.js';
import classes from './headline.module.css';
import { verdict } from './verdict.js';

/** The verdict, and the five numbers that it rests upon. */
export function Headline({ overview }: { overview: Board }) {
  const sentence = useFromNow((now) => verdict(overview, now).sentence);
  const also = useFromNow((now) => verdict(overview, now).also);
  const well = useFromNow((now) => verdict(overview, now).well);
  const { accounts } = overview;
  const oldest = oldestWrite(accounts);
  const dead = sum(accounts, ({ readDead, write }) => readDead + write.dead);
  const failures = sum(accounts, ({ signatureFailures }) => signatureFailures);
  return (
    <div className={classes.headline}>
      <h1 data-tone={well ? 'good' : 'bad'} className={classes.verdict}>
        {sentence}
      </h1>
      {also && <p className={classes.also}>{also}</p>}
      <dl className={classes.figures}>
        <Figure name="Oldest waiting write">{oldest ? <Since at={oldest} /> : 'none waits'}</Figure>
        <Figure name="Writes waiting">{count(sum(accounts, ({ write }) => write.waiting))}</Figure>
        <Figure name="Given up" tone={dead > 0 ? 'bad' : undefined}>
          {count(dead)}
        </Figure>
        <Figure name="Changes told by webhook">{told(accounts)}</Figure>
        <Figure name="Wrong signatures" tone={failures > 0 ? 'warn' : undefined}>
          {count(failures)}
        </Figure>
      </dl>
    </div>
  );
}

function Figure({ name, tone, children }: { name: string; tone?: Tone | undefined; children: ReactNode }) {
  return (
    <div className={classes.figure} data-tone={tone}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function sum(accounts: readonly AccountRow[], of: (account: AccountRow) => number): number {
  return accounts.reduce((total, account) => total + of(account), 0);
}

function oldestWrite(accounts: readonly AccountRow[]): string | undefined {
  const times = accounts.map(({ write }) => write.oldestAt).filter((at) => at !== null);
  return times.toSorted()[0];
}

/** Of all changes of the last day. */
function told(accounts: readonly AccountRow[]): string {
  const changes = sum(accounts, ({ completeness }) => completeness?.changes ?? 0);
  const byWebhook = sum(accounts, ({ completeness }) =>
    completeness ? completeness.share * completeness.changes : 0,
  );
  return changes === 0 ? 'none yet' : percentOf(byWebhook / changes);
}
