import { once } from 'node:events';
import { setTimeout as pass } from 'node:timers/promises';
import type { Contender, FromContender, Order, Outcomes, ToContender, WriteOutcome } from './contender.js';
import { contenders } from './contenders/index.js';
import { plan } from './plan.js';

/** One contender as a process of its own: says when it is ready, is told when to start, reports what became of its writes. */
const order = JSON.parse(process.argv[2] ?? '') as Order;
const tell = (message: FromContender) => process.connected && process.send?.(message);
const beginning = begin();
// The bench has given up: whatever was started must not stay behind.
process.once('disconnect', () => {
  void beginning.then((started) => started.stop()).finally(() => process.exit(1));
});

const contender = await beginning;
tell({ kind: 'ready' });
const [{ at }] = (await once(process, 'message')) as [ToContender];
tell({ kind: 'ended', ...(await run(contender, at)) });
await contender.stop();
process.exit(0);

async function begin(): Promise<Contender> {
  const make = contenders[order.contender];
  if (!make) throw new Error(`there is no contender ${order.contender}`);
  return make(order);
}

/** Makes every call at its instant, whatever became of those before. A write counts from the instant that the plan says. */
async function run(who: Contender, startAt: number): Promise<Outcomes> {
  const outcomes: Outcomes = { writes: [], failedReads: 0 };
  for (const { kind, atMs, ticketId, text } of plan(order.seed, order.lastsMs)) {
    const offeredAt = startAt + atMs;
    const early = offeredAt - Date.now();
    if (early > 0) await pass(early);
    if (kind === 'read') {
      void who.read(ticketId).catch(() => (outcomes.failedReads += 1));
      continue;
    }
    const outcome: WriteOutcome = { text, offeredAt, endedAt: null, doneAt: null, error: null };
    outcomes.writes.push(outcome);
    void who
      .write(ticketId, text)
      .then((done) => (outcome.doneAt = done instanceof Date ? done.getTime() : Date.now()))
      .catch((error: unknown) => (outcome.error = String(error)))
      .finally(() => (outcome.endedAt = Date.now()));
  }
  await pass(Math.max(0, startAt + order.lastsMs - Date.now()));
  return outcomes;
}
