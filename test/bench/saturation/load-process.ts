import { once } from 'node:events';
import { setTimeout as pass } from 'node:timers/promises';
import { percentile } from '../accounts/figures.js';
import { Connection } from '../ingest/connection.js';
import type { LoadOrder, LoadReport } from './load.types.js';

const soonMs = 1_000;
const tickMs = 2;

/** Asks the api over kept connections: three reads, one command, and again. */
process.once('disconnect', () => process.exit());
process.on('message', (order) => void run(order as LoadOrder).then((report) => process.send?.(report)));

interface Answered {
  status: number;
  tookMs: number;
}

async function run(order: LoadOrder): Promise<LoadReport> {
  const answers: Answered[] = [];
  const connections = Array.from({ length: order.callers }, () => new Connection(order.port));
  const begin = performance.now() + order.warmMs;
  const end = begin + order.seconds * 1_000;
  const one = async (connection: Connection, n: number, dueAt: number) => {
    const status = await connection.send(requestOf(order, n));
    if (dueAt >= begin && dueAt < end) answers.push({ status, tookMs: performance.now() - dueAt });
  };
  await offer(connections, order, end, one);
  for (const connection of connections) connection.close();
  return reportOf(answers, order.seconds);
}

type Ask = (connection: Connection, n: number, dueAt: number) => Promise<void>;

/** What is due while every caller waits is asked by the first who is free, and its time counts from when it was due. */
async function offer(
  connections: readonly Connection[],
  { perSecond, seconds, warmMs }: LoadOrder,
  end: number,
  one: Ask,
): Promise<void> {
  const since = end - seconds * 1_000 - warmMs;
  const total = Math.floor((perSecond * (seconds * 1_000 + warmMs)) / 1_000);
  const dueAt = (n: number) => since + (n * 1_000) / perSecond;
  const free = [...connections];
  const asked: Promise<void>[] = [];
  let n = 0;
  const askDue = () => {
    while (n < total && free.length > 0 && dueAt(n) <= performance.now()) {
      const connection = free.pop();
      if (!connection) return;
      const asking = one(connection, n, dueAt(n)).then(() => {
        free.push(connection);
        askDue();
      });
      n += 1;
      asked.push(asking);
    }
  };
  while (n < total && performance.now() < end + soonMs) {
    askDue();
    await pass(tickMs);
  }
  await Promise.all(asked);
}

const reads = [
  (id: string) => `/v1/accounts/${id}`,
  (id: string) => `/v1/operations?accountId=${id}&limit=20`,
  (id: string) => `/v1/accounts/${id}/tickets?limit=20`,
];
const command = JSON.stringify({ steps: [{ kind: 'reply', body: 'We are looking into it.' }] });

function requestOf({ key, accountIds, name }: LoadOrder, n: number): Buffer {
  const id = accountIds[n % accountIds.length] ?? '';
  const read = reads[n % (reads.length + 1)]?.(id);
  const head = (line: string) => `${line} HTTP/1.1\r\nHost: nightdesk\r\nAuthorization: Bearer ${key}\r\n`;
  return Buffer.from(
    read === undefined
      ? `${head(`POST /v1/accounts/${id}/tickets/${n}/operations`)}Content-Type: application/json\r\n` +
          `Idempotency-Key: ${name}-${n}\r\nContent-Length: ${command.length}\r\n\r\n${command}`
      : `${head(`GET ${read}`)}\r\n`,
  );
}

function reportOf(answers: readonly Answered[], seconds: number): LoadReport {
  const accepted = answers.filter(({ status }) => status >= 200 && status < 300);
  const refused = answers.filter(({ status }) => status === 503);
  const good = accepted.filter(({ tookMs }) => tookMs <= soonMs).length;
  const p99 = (some: readonly Answered[]) =>
    some.length === 0
      ? null
      : percentile(
          some.map(({ tookMs }) => tookMs),
          0.99,
        );
  return {
    offered: answers.length,
    good,
    goodPerSecond: good / seconds,
    late: accepted.length - good,
    refused: refused.length,
    failed: answers.length - accepted.length - refused.length,
    acceptedP99: p99(accepted),
    refusedP99: p99(refused),
  };
}

await once(process, 'disconnect');
