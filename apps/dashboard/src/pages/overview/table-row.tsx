import { ActionIcon } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { memo } from 'react';
import { Link } from 'wouter';
import { count, percentOf } from '../../format/number.js';
import { duration } from '../../format/time.js';
import { sentence, siteName } from '../../format/words.js';
import { accountPath, reconnectPath } from '../../parts/paths.js';
import { State } from '../../parts/state.js';
import { Since } from '../../parts/when.js';
import { useIsOperator } from '../../session/queries.js';
import { type Entry, sameEntry, standings } from './entries.js';
import { Cell } from './table-cell.js';
import { Headroom } from './table-budget.js';
import classes from './table.module.css';

interface Props {
  entry: Entry;
  index: number;
  isOpen: boolean;
  toggle: (accountId: string) => void;
}

/** An account in one line: how it is, why and what to do, and what it lives by. */
export const AccountLine = memo(
  Line,
  (a, b) =>
    a.index === b.index && a.isOpen === b.isOpen && a.toggle === b.toggle && sameEntry(a.entry, b.entry),
);

function Line({ entry, index, isOpen, toggle }: Props) {
  const { row, standing, cause, remedy, platform } = entry;
  const { write, completeness, errorRate, incidents } = row;
  const site = siteName(row.site);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={classes.row}
      data-tone={standings[standing].tone}
      data-testid="account-row"
      data-account={row.id}
      data-standing={standing}
    >
      <div role="cell" data-column="state">
        <State state={standings[standing]} testId="account-state" />
      </div>
      <div role="cell" data-column="account">
        <p className={classes.name}>
          <Link href={accountPath(row.id)} data-testid="account-link">
            {site}
          </Link>{' '}
          <span>· {platform}</span>
        </p>
        {cause && (
          <div className={classes.cause} data-testid="account-cause">
            <p className={classes.said} title={cause}>
              {cause}
            </p>
            <p>
              {remedy && <b>{remedy}</b>} <Reconnect entry={entry} />
            </p>
          </div>
        )}
      </div>
      <Cell name="Oldest write" column="write">
        {write.oldestAt && <Since at={write.oldestAt} />}
      </Cell>
      <Cell name="Webhooks" column="webhooks" tone={completeness?.hasFallen ? 'warn' : undefined}>
        {completeness && (
          <span title={`of ${count(completeness.changes)} changes in 24 h, told by a webhook`}>
            {percentOf(completeness.share)}
          </span>
        )}
      </Cell>
      <Cell name="Budget free" column="budget">
        {row.budget && (
          <Headroom
            budget={row.budget}
            title={`${sentence(row.budget.name)}, in ${duration(row.budget.windowMs)}`}
          />
        )}
      </Cell>
      <Cell name="Errors" column="errors" tone={errorRate && errorRate > 0.01 ? 'warn' : undefined}>
        {errorRate !== null && percentOf(errorRate)}
      </Cell>
      <Cell name="Incidents" column="incidents" tone={row.incident?.severity === 'critical' ? 'bad' : 'warn'}>
        {incidents > 0 && <span title={row.incident?.reason}>{count(incidents)}</span>}
      </Cell>
      <div role="cell" data-column="details">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Details of ${site}`}
          aria-expanded={isOpen}
          onClick={() => toggle(row.id)}
          data-testid="account-details-toggle"
        >
          <IconChevronDown size={18} aria-hidden className={classes.chevron} data-open={isOpen} />
        </ActionIcon>
      </div>
    </div>
  );
}

const reconnects = new Set(['needs_reauth', 'needs_scopes', 'disconnected']);

function Reconnect({ entry: { row } }: { entry: Entry }) {
  const isOperator = useIsOperator();
  if (!isOperator || !reconnects.has(row.state)) return null;
  return <Link href={reconnectPath(row, row.credential?.kind)}>Connect again</Link>;
}
