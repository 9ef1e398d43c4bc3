import type { SystemCause, SystemTrouble } from '@nightdesk/contract';
import { storageRules } from './storage-troubles.js';
import type { StorageSeen } from './storage.store.js';
import type { ProcessRow, WaitingRow } from './system.store.js';

/** What was seen of Nightdesk itself. */
export interface Seen {
  now: Date;
  engine: 'postgres' | 'redis';
  answerMs: number;
  pendingMigrations: readonly string[];
  queueReachable: boolean;
  processes: readonly ProcessRow[];
  waiting: WaitingRow;
  deafChannels: readonly string[];
  storage: StorageSeen;
}

const slowMs = 1_000;
const lateMs = 5 * 60_000;
/** OAuth answers, signatures and due times are compared across machines; below this nothing notices. */
const skewedMs = 5_000;
/** One account that waits has a reason of its own; this many do not. */
const lateAccounts = 3;

type Rule = (seen: Seen) => Omit<SystemTrouble, 'cause'> | null;

/** The worst first. */
const rules: Readonly<Record<SystemCause, Rule>> = {
  migrations_pending: ({ pendingMigrations }) =>
    pendingMigrations.length === 0
      ? null
      : critical(
          `The database lacks ${counted(pendingMigrations.length, 'migration')}: ${pendingMigrations.join(', ')}.`,
          'Run npm run db:deploy, then start every api and worker of this version again.',
        ),
  no_worker: ({ processes }) => {
    const workers = processes.filter(({ role }) => role === 'worker');
    if (workers.some(({ alive }) => alive)) return null;
    const last = workers.toSorted((a, b) => b.seenAt.getTime() - a.seenAt.getTime())[0];
    const when = last ? ` The last one, on ${last.host}, was seen at ${clock(last.seenAt)}.` : '';
    return critical(
      `No worker is running: webhooks and writes are stored, and nobody works on them or sends alerts.${when}`,
      'Start a worker (node dist/apps/worker/src/main.js; npm start starts all); its log says why the last one ended.',
    );
  },
  queue_away: ({ queueReachable, engine }) =>
    queueReachable
      ? null
      : critical(
          `The queue engine (${engine === 'redis' ? 'Redis' : 'Postgres'}) does not answer, so nothing is started. Nothing is lost.`,
          engine === 'redis'
            ? 'Check that the Redis at REDIS_URL runs and can be reached from here; work goes on by itself.'
            : 'Check that Postgres runs and has connections left (max_connections); work goes on by itself.',
        ),
  work_waiting: ({ now, waiting }) => {
    const late = (at: Date | null) => at !== null && now.getTime() - at.getTime() > lateMs;
    const reads =
      waiting.lateAccounts > 0 && waiting.lateAccounts >= Math.min(lateAccounts, waiting.accounts);
    if (!reads && !late(waiting.deliveryAt)) return null;
    const what = reads
      ? `Webhooks of ${counted(waiting.lateAccounts, 'account')} wait, the oldest since ${clock(waiting.webhookAt)}`
      : `Events wait to be delivered, the oldest since ${clock(waiting.deliveryAt)}`;
    return warning(
      `${what}, though nothing stops them.`,
      'Look at the load and the log of the workers; start another one if they are busy.',
    );
  },
  database_slow: ({ answerMs }) =>
    answerMs <= slowMs
      ? null
      : warning(
          `Postgres took ${(answerMs / 1_000).toFixed(1)} s to answer the smallest question.`,
          'Look at its load, its disk and its connections; DATABASE_POOL is how many each process may hold.',
        ),
  worker_lost: ({ processes }) => {
    const workers = processes.filter(({ role }) => role === 'worker');
    const alive = workers.filter((one) => one.alive);
    if (alive.length === 0) return null;
    const lost = workers.filter(
      (one) => !one.alive && !alive.some(({ startedAt }) => startedAt > one.seenAt),
    );
    if (lost.length === 0) return null;
    const where = lost.map(({ host, seenAt }) => `on ${host}, last seen at ${clock(seenAt)}`).join('; ');
    return warning(
      `${counted(lost.length, 'worker')} died without a word (${where}); ${counted(alive.length, 'other')} went on with the work.`,
      'Its log says why it ended; start it again.',
    );
  },
  alerts_failing: ({ deafChannels }) =>
    deafChannels.length === 0
      ? null
      : warning(
          `Alerts do not reach ${deafChannels.join(', ')}: whoever relies on that hears of no incident.`,
          'Its incident on the health page says what the server answered; correct the address (ALERT_…, SMTP_URL) or what stands behind it.',
        ),
  clock_skew: ({ processes }) => {
    const wrong = processes.filter(({ alive, skewMs }) => alive && Math.abs(skewMs) > skewedMs);
    if (wrong.length === 0) return null;
    const said = wrong.map(
      ({ role, host, skewMs }) =>
        `the ${role} on ${host} is ${Math.round(Math.abs(skewMs) / 1_000)} s ${skewMs > 0 ? 'ahead' : 'behind'}`,
    );
    return warning(
      `Clocks differ from that of Postgres: ${said.join('; ')}. Signatures and tokens may be taken for expired.`,
      'Let every machine set its clock by NTP.',
    );
  },
  ...storageRules,
};

/** What is wrong with Nightdesk itself, the worst first. */
export function systemTroubles(seen: Seen): SystemTrouble[] {
  const found = (Object.keys(rules) as SystemCause[]).flatMap((cause) => {
    const trouble = rules[cause](seen);
    return trouble ? [{ cause, ...trouble }] : [];
  });
  return found.toSorted((a, b) => Number(b.severity === 'critical') - Number(a.severity === 'critical'));
}

const critical = (reason: string, remedy: string) => ({ severity: 'critical' as const, reason, remedy });
const warning = (reason: string, remedy: string) => ({ severity: 'warning' as const, reason, remedy });
const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
/** `04:11 UTC`, with the day. */
const clock = (at: Date | null) => `${at?.toISOString().slice(0, 16).replace('T', ' ') ?? '?'} UTC`;
