import type { Account, WhatIf, WhatIfRules } from '@nightdesk/sdk';
import { lazy, Suspense } from 'react';
import { Skeleton } from '@mantine/core';
import { duration } from '../../format/time.js';
import { Section } from '../../parts/section.js';
import { Apply } from './apply.js';
import { Outcomes } from './outcomes.js';
import classes from './what-if.module.css';

/** Charts are a big part of the script, so they come when there is one to draw. */
const UseChart = lazy(() => import('./use-chart.js'));

/** What the replays found: in a sentence, side by side, and as a picture. */
export function Answer({ whatIf, account }: { whatIf: WhatIf; account: Account }) {
  const { before, after, demand, replays, notes } = whatIf;
  const [was, would] = [before.outcome.wait.p99.mid, after.outcome.wait.p99.mid];
  const isSame = rulesOf(before.rules) === rulesOf(after.rules);
  return (
    <>
      <Section title="Wait of the write lane">
        <p className={classes.verdict} data-testid="what-if-verdict">
          {isSame
            ? `99 % of the writes wait ${atMost(was)}.`
            : `99 % of the writes would wait ${atMost(would)}; as things are it is ${atMost(was)}.`}
        </p>
        <p className={classes.says} data-testid="what-if-says">
          {demand.says}{' '}
          {replays > 1 && `Replayed ${replays} times; where they differ, the range is in brackets.`}
        </p>
        <Outcomes before={before} after={after} />
        <Apply before={before.rules} after={after.rules} account={account} />
      </Section>
      <Section title="Use over time">
        <Suspense fallback={<Skeleton height={300} />}>
          <UseChart whatIf={whatIf} />
        </Suspense>
      </Section>
      <Section title="What this is made of">
        <ul className={classes.notes}>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </Section>
    </>
  );
}

const rulesOf = ({ ceiling, limit, sweepEvery, foreign, writeFactor }: WhatIfRules) =>
  [ceiling, limit, sweepEvery, foreign, writeFactor].join(' ');
const atMost = (ms: number) => (ms < 1 ? 'not at all' : `at most ${duration(ms)}`);
