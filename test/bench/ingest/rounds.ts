import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rounded } from '../accounts/figures.js';
import { spentBetween, type Stores } from '../accounts/stores.js';
import type { Contender } from './contender.js';
import type { LoadOrder, LoadReport, Sender } from './load.types.js';

/** One contender under load once. */
export interface Round extends LoadReport {
  contender: string;
  connections: number;
  round: number;
  /** Of its process, in per cent of a core. */
  cpuPercent: number;
  /** What one accepted delivery costs in its process and in Postgres and Redis, in microseconds: also on a busy machine. */
  cpuEachUs: number;
}

/** Many short ones: one that the machine disturbs is not to decide. */
const repeats = 9;
const warmMs = 1_000;

/** All contenders in turn, again and again, so that what else the machine does meets all of them. */
export async function rounds(
  contenders: readonly Contender[],
  {
    connections,
    senders,
    seconds,
    stores,
  }: { connections: number; senders: readonly Sender[]; seconds: number | null; stores: Stores },
): Promise<Round[]> {
  const measured: Round[] = [];
  for (let round = 0; round < repeats; round += 1)
    for (const contender of contenders) {
      const order = {
        port: contender.port,
        connections,
        warmMs,
        seconds: seconds ?? 3,
        senders: [...senders],
        name: `${contender.name}-${connections}-${round}`,
      };
      const before = contender.cpuMs();
      const storesBefore = await stores.cpu();
      const begun = performance.now();
      const report = await load(order);
      const ms = performance.now() - begun;
      const ownMs = contender.cpuMs() - before;
      const spentMs = ownMs + spentBetween(storesBefore, await stores.cpu());
      const cpu = { cpuPercent: (100 * ownMs) / ms, cpuEachUs: (1_000 * spentMs) / report.acceptedInAll };
      measured.push({ ...report, contender: contender.name, connections, round, ...cpu });
      const { perSecond, p99 } = report;
      console.log(
        `  ${connections} connections, round ${round + 1}, ${contender.name}: ${rounded(perSecond)}/s, p99 ${rounded(p99, 1)} ms`,
      );
    }
  return measured;
}

async function load(order: LoadOrder): Promise<LoadReport> {
  const child = fork('test/bench/ingest/load-process.ts', {
    execArgv: ['--import', './test/support/ts-loader.mjs'],
    env: { PATH: process.env['PATH'] },
  });
  child.send(order);
  const [report] = (await once(child, 'message')) as [LoadReport];
  const gone = once(child, 'exit');
  child.disconnect();
  await gone;
  return report;
}
