import { VisuallyHidden } from '@mantine/core';
import type { LaneView } from '@nightdesk/sdk';
import { count } from '../../format/number.js';
import type { Tone } from '../../format/words.js';
import { Since } from '../../parts/when.js';
import { Fact } from './fact.js';
import classes from './fact.module.css';

/** The work of both lanes: what waits, what is on its way, what is held, what was given up. */
export function Lanes({ lanes }: { lanes: { read: LaneView; write: LaneView } }) {
  return (
    <Fact name="Lanes">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">
              <VisuallyHidden>Lane</VisuallyHidden>
            </th>
            <th scope="col">waits</th>
            <th scope="col">in flight</th>
            <th scope="col">held</th>
            <th scope="col">dead</th>
            <th scope="col">oldest</th>
          </tr>
        </thead>
        <tbody>
          <LaneRow name="Read" lane={lanes.read} />
          <LaneRow name="Write" lane={lanes.write} />
        </tbody>
      </table>
    </Fact>
  );
}

function LaneRow({ name, lane }: { name: string; lane: LaneView }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <Amount value={lane.waiting} />
      <Amount value={lane.inFlight} />
      <Amount value={lane.held} tone="warn" />
      <Amount value={lane.dead} tone="bad" />
      <td data-zero={lane.oldestAt === null}>{lane.oldestAt ? <Since at={lane.oldestAt} /> : 'none'}</td>
    </tr>
  );
}

function Amount({ value, tone }: { value: number; tone?: Tone }) {
  return (
    <td data-zero={value === 0} data-tone={value > 0 ? tone : undefined}>
      {count(value)}
    </td>
  );
}
