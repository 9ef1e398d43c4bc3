import { once } from 'node:events';
import { percentile } from '../accounts/figures.js';
import { Connection } from './connection.js';
import { delivery } from './delivery.js';
import type { LoadOrder, LoadReport } from './load.types.js';

/** Deliveries signed in advance, for each second: more than any contender takes. Whatever is beyond is signed in between. */
const inAdvance = 10_000;

/**
 * Sends signed webhooks over so many connections, each the next one as soon as the last one was answered. They are signed
 * before: an answer that is read only after the next delivery of somebody else was signed would seem to have come late, and
 * answers that come together would all but the first.
 */
process.once('disconnect', () => process.exit());
process.on('message', (order) => void run(order as LoadOrder).then((report) => process.send?.(report)));

async function run({ port, connections, warmMs, seconds, senders, name }: LoadOrder): Promise<LoadReport> {
  const nth = (n: number) => {
    const sender = senders[n % senders.length];
    if (!sender) throw new Error('there is nobody to send');
    return delivery(sender, `${name}-${n}`, 1 + (n % 100_000));
  };
  const prepared = Array.from({ length: inAdvance * (warmMs / 1_000 + seconds) }, (_, n) => nth(n));
  const begin = performance.now() + warmMs;
  const end = begin + seconds * 1_000;
  const took: number[] = [];
  const refused: Record<string, number> = {};
  let [sent, acceptedInAll] = [0, 0];
  const line = async () => {
    const connection = new Connection(port);
    while (performance.now() < end) {
      const n = sent;
      sent += 1;
      const request = prepared[n] ?? nth(n);
      const since = performance.now();
      const status = await connection.send(request);
      const now = performance.now();
      if (status !== 202) refused[status] = (refused[status] ?? 0) + 1;
      else {
        acceptedInAll += 1;
        if (since >= begin && now <= end) took.push(now - since);
      }
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: connections }, line));
  const perSecond = took.length / seconds;
  const [p50, p99] = [percentile(took, 0.5), percentile(took, 0.99)];
  return { accepted: took.length, acceptedInAll, perSecond, p50, p99, refused };
}

await once(process, 'disconnect');
