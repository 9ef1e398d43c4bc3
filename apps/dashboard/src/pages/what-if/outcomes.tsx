import type { WhatIf, WhatIfBand, WhatIfOutcome } from '@nightdesk/sdk';
import { count } from '../../format/number.js';
import { duration } from '../../format/time.js';
import { band, changeOf } from './bands.js';
import classes from './what-if.module.css';

const share = (value: number) => `${(value * 100).toFixed(value > 0 && value < 0.1 ? 1 : 0)} %`;
const wait = (ms: number) => (ms < 1 ? 'none' : duration(ms));

const rows: {
  id: string;
  name: string;
  of: (outcome: WhatIfOutcome) => WhatIfBand;
  says: (value: number) => string;
}[] = [
  { id: 'p50', name: 'Half of the writes wait at most', of: ({ wait: { p50 } }) => p50, says: wait },
  { id: 'p95', name: '95 % wait at most', of: ({ wait: { p95 } }) => p95, says: wait },
  { id: 'p99', name: '99 % wait at most', of: ({ wait: { p99 } }) => p99, says: wait },
  { id: 'max', name: 'The longest wait', of: ({ wait: { max } }) => max, says: wait },
  { id: 'waiting', name: 'Writes that wait', of: ({ waiting }) => waiting, says: share },
  {
    id: 'unfinished',
    name: 'Writes not sent within an hour',
    of: ({ unfinished }) => unfinished,
    says: count,
  },
  { id: 'deferred', name: 'Reads deferred by over a second', of: ({ deferred }) => deferred, says: share },
  { id: 'refused', name: 'Refused by the platform (429)', of: ({ refused }) => refused, says: count },
];

/** As it is beside as it would be, with what is better and what is worse. */
export function Outcomes({ before, after }: Pick<WhatIf, 'before' | 'after'>) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="As it is and as tried out">
      <table className={classes.outcomes} data-testid="what-if-outcomes">
        <thead>
          <tr>
            <th scope="col">
              <span className={classes.hidden}>Figure</span>
            </th>
            <th scope="col">As it is</th>
            <th scope="col">As tried out</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, of, says }) => {
            const change = changeOf(of(before.outcome), of(after.outcome), says);
            return (
              <tr key={id} data-testid={`what-if-row-${id}`} data-change={change.word}>
                <th scope="row">{name}</th>
                <td>{band(of(before.outcome), says)}</td>
                <td data-tone={change.tone}>
                  {band(of(after.outcome), says)}
                  {change.word !== 'same' && <small> {change.word}</small>}
                </td>
              </tr>
            );
          })}
          <tr data-testid="what-if-row-most">
            <th scope="row">Most in use in a window</th>
            {[before, after].map(({ rules, outcome }, index) => (
              <td key={index}>
                {count(outcome.most.high)} of {count(outcome.ceilingCalls)}
                <small> (limit {count(rules.limit)})</small>
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}
