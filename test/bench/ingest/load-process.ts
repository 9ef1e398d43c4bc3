import { once } from 'node:events';
import { percentile } from '../accounts/figures.js';
import { Connection } from './connection.js';
import { delivery } from './delivery.js';
import type { LoadOrder, LoadReport } from './load.types.js';

/** Sends signed webhooks over so many connections, each the next one as soon as the last one was answered. */
process.once('disconnect', () => process.exit());
process.on('message', (order) => void run(order as LoadOrder).then((report) => process.send?.(report)));

async function run({ port, connections, warmMs, seconds, senders, name }: LoadOrder): Promise<LoadReport> {
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
      const sender = senders[n % senders.length];
      if (!sender) throw new Error('there is nobody to send');
      const request = delivery(sender, `${name}-${n}`, 1 + (n % 100_000));
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
