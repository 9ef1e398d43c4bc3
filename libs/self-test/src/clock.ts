import { type Finding, fine, unknown, wrong } from './finding.js';
import type { Situation } from './situation.js';

/** OAuth answers, signatures and due times are compared across machines; below this nothing notices. */
const skewedMs = 5_000;

interface Skew {
  /** Whose clock, as the subject of "is 9 s ahead". */
  who: string;
  aheadMs: number;
}

/** Our clock against that of Postgres and of the public address, and what every running process says of its own. */
export async function lookAtClock(situation: Situation): Promise<Finding> {
  const looks = await Promise.allSettled([byPostgres(situation), byPublicAddress(situation)]);
  const skews = looks.flatMap((look) => (look.status === 'fulfilled' ? look.value : []));
  if (skews.length === 0)
    return unknown('Neither Postgres nor the public address could be asked for the time.');
  const off = skews.filter(({ aheadMs }) => Math.abs(aheadMs) > skewedMs);
  const compared = looks.map(({ status }) => status === 'fulfilled');
  const against = ['Postgres', 'the public address'].filter((_, index) => compared[index]).join(' and ');
  if (off.length === 0) return fine(`The clocks agree with ${against}.`);
  const said = off.map(
    ({ who, aheadMs }) =>
      `${who} is ${Math.round(Math.abs(aheadMs) / 1_000)} s ${aheadMs > 0 ? 'ahead' : 'behind'}`,
  );
  return wrong(
    `Clocks differ: ${said.join('; ')}. Signatures and tokens may be taken for expired.`,
    'Let every machine set its clock by NTP.',
  );
}

async function byPostgres(situation: Situation): Promise<Skew[]> {
  const postgres = await situation.postgres();
  const here = { who: 'the clock here, against Postgres,', aheadMs: postgres.skewMs };
  // Before the first migration there is no table of them, and the clock can be looked at all the same.
  const processes = await postgres.processes().then(
    (rows) => rows.filter(({ alive }) => alive),
    () => [],
  );
  return [
    here,
    ...processes.map(({ role, host, skewMs }) => ({ who: `the ${role} on ${host}`, aheadMs: skewMs })),
  ];
}

async function byPublicAddress(situation: Situation): Promise<Skew[]> {
  const { skewMs } = await situation.visit(situation.need('PUBLIC_URL'));
  if (skewMs === null) return Promise.reject(new Error('the answer names no time'));
  return [{ who: 'the clock here, against the public address,', aheadMs: skewMs }];
}
