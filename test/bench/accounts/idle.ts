import { setTimeout as pass } from 'node:timers/promises';
import type { EngineName } from '../../support/engines.js';
import { until } from '../../support/until.js';
import { median, rounded } from './figures.js';
import { type Ground, keyRing, layGround } from './ground.js';
import { LightDesk } from './light-desk.js';
import { type SeededAccount, seedAccounts } from './seed.js';
import { spentBetween, Stores } from './stores.js';
import { WatchedWorker } from './watched-worker.js';

export interface IdleOptions {
  accounts: number;
  seed: number;
  /** Length of a measured window, in seconds. */
  seconds: number;
  rounds: number;
}

/** One worker, looked at for a while. */
interface Observation {
  rss: number;
  held: number;
  /** Percent of one core. */
  workerCpu: number;
  storeCpu: number;
  sockets: number;
  timers: number;
  postgres: number;
  redis: number;
}

/** Accounts that every worker has. */
const rehearsing = 20;

/** A worker that has just started is still compiling, and V8 tidies up once, some 20 s later (measured: 0.2 s of CPU). */
const settleMs = 30_000;

/** One database with its accounts, for one worker at a time. */
interface Site {
  ground: Ground;
  accounts: readonly SeededAccount[];
}

/**
 * One worker with 20 accounts beside one with 10,020, at the same time so that the machine's moods meet both; freshly
 * started for every round, and the figures are medians over the rounds. Both begin with the same rehearsal by 20 accounts:
 * code that a process has never run is neither compiled nor paid for, and its cost is no account's.
 */
export async function idle(engine: EngineName, options: IdleOptions): Promise<Record<string, number>> {
  const desk = await new LightDesk().start();
  const grounds = [await layGround(engine), await layGround(engine)] as const;
  try {
    const [few, full] = await Promise.all(
      grounds.map(async (ground, at): Promise<Site> => {
        const count = rehearsing + at * options.accounts;
        return { ground, accounts: await seedAccounts(ground.databaseUrl, keyRing, count, options.seed) };
      }),
    );
    const without: Observation[] = [];
    const having: Observation[] = [];
    for (let round = 0; round < options.rounds; round += 1) {
      const [a, b] = await Promise.all([few!, full!].map((site) => observe(site, desk, options.seconds)));
      without.push(a!);
      having.push(b!);
    }
    return { ...compared(without, having, options.accounts), ...(await afterUse(full!, desk)) };
  } finally {
    await Promise.all(grounds.map((ground) => ground.clear()));
    desk.stop();
  }
}

async function observe({ ground, accounts }: Site, desk: LightDesk, seconds: number): Promise<Observation> {
  const worker = await WatchedWorker.start(ground.environment(desk));
  const stores = await new Stores(ground.databaseUrl, ground.redis?.url).open();
  try {
    await rehearse(stores, accounts.slice(0, rehearsing));
    await pass(settleMs);
    const begin = await worker.collected();
    const [storeBegin, since] = [await stores.cpu(), performance.now()];
    const seen: Awaited<ReturnType<Stores['connections']>>[] = [];
    const states = [];
    while (performance.now() - since < seconds * 1_000) {
      await pass(2_000);
      seen.push(await stores.connections());
      states.push(await worker.state());
    }
    const [storeEnd, end] = [await stores.cpu(), await worker.state()];
    const elapsed = performance.now() - since;
    const { held, sockets, timers } = await worker.collected();
    return {
      rss: median(states.map((state) => state.rss)),
      held: Math.min(held, begin.held),
      workerCpu: (100 * (end.cpuMs - begin.cpuMs)) / elapsed,
      storeCpu: (100 * spentBetween(storeBegin, storeEnd)) / elapsed,
      sockets: Math.max(sockets, ...states.map((state) => state.sockets)),
      timers: Math.max(timers, ...states.map((state) => state.timers)),
      postgres: Math.max(...seen.map(({ postgres }) => postgres)),
      redis: Math.max(...seen.map(({ redis }) => redis)),
    };
  } finally {
    await stores.close();
    await worker.stop();
  }
}

function compared(without: readonly Observation[], having: readonly Observation[], accounts: number) {
  const middle = (of: readonly Observation[], key: keyof Observation) => median(of.map((one) => one[key]));
  const more = (key: keyof Observation) => middle(having, key) - middle(without, key);
  return {
    // The worker's sockets lead to Postgres and Redis as well; the servers' own count is there to check it.
    idle_connections_more: Math.max(more('postgres') + more('redis'), more('sockets')),
    idle_timers_more: more('timers'),
    idle_rss_bytes_per_account: rounded(more('rss') / accounts),
    idle_held_bytes_per_account: rounded(more('held') / accounts),
    idle_cpu_percent: rounded(middle(having, 'workerCpu'), 2),
    idle_cpu_percent_without_accounts: rounded(middle(without, 'workerCpu'), 2),
    idle_store_cpu_percent: rounded(middle(having, 'storeCpu'), 2),
    idle_store_cpu_percent_without_accounts: rounded(middle(without, 'storeCpu'), 2),
    idle_postgres_connections: middle(having, 'postgres'),
    idle_redis_connections: middle(having, 'redis'),
    idle_sockets: middle(having, 'sockets'),
    idle_timers: middle(having, 'timers'),
    idle_rss_mib: rounded(middle(having, 'rss') / 2 ** 20, 1),
    idle_rss_mib_without_accounts: rounded(middle(without, 'rss') / 2 ** 20, 1),
  };
}

/** Until then the worker still compiles and fills pools: 2 KB a delivery over the first 1,500, 0.5 KB after (measured). */
const warmUp = 1_500;
const used = 1_500;

/**
 * An account that was busy once must cost no more than one that never was. So 1,500 of the idle ones are used, and what the
 * worker still holds when all is done is compared with what it held before.
 */
async function afterUse({ ground, accounts }: Site, desk: LightDesk) {
  const worker = await WatchedWorker.start(ground.environment(desk));
  const stores = await new Stores(ground.databaseUrl, ground.redis?.url).open();
  try {
    await use(stores, accounts.slice(0, warmUp));
    const before = await settled(worker);
    await use(stores, accounts.slice(warmUp, warmUp + used));
    const after = await settled(worker);
    return { used_held_bytes_per_account: rounded((after.held - before.held) / used) };
  } finally {
    await stores.close();
    await worker.stop();
  }
}

/** One delivery for each account, as the intake stores it; the worker's own sweep finds them. */
async function use(stores: Stores, accounts: readonly SeededAccount[]): Promise<void> {
  const ids = accounts.map(({ id }) => id);
  await stores.run(
    `INSERT INTO inbox (account_id, dedupe_key, via, ticket_id, type, received_at, body, trace_id, state, due_at)
     SELECT id, gen_random_uuid(), 'webhook', '1', 'zen:event-type:ticket.created', now(), '{}', md5(id), 'pending', now()
       FROM unnest($1::text[]) AS given (id)`,
    [ids],
  );
  await none(stores, `FROM inbox WHERE state = 'pending' AND account_id = ANY($1)`, ids);
}

/** Everything that a worker does for an account: a delivery, a probe, a refresh of its token. */
async function rehearse(stores: Stores, accounts: readonly SeededAccount[]): Promise<void> {
  const ids = accounts.map(({ id }) => id);
  await stores.run(`UPDATE scope_probes SET next_at = now() WHERE account_id = ANY($1)`, [ids]);
  await stores.run(`UPDATE credentials SET refresh_at = now() WHERE account_id = ANY($1)`, [ids]);
  await use(stores, accounts);
  const soon = `now() + interval '5 minutes' AND account_id = ANY($1)`;
  await none(stores, `FROM scope_probes WHERE next_at <= ${soon}`, ids);
  await none(stores, `FROM credentials WHERE refresh_at <= ${soon}`, ids);
}

async function none(stores: Stores, where: string, ids: readonly string[]): Promise<void> {
  await until(async () => {
    const [row] = await stores.run<{ left: number }>(`SELECT count(*)::int AS left ${where}`, [ids]);
    return row?.left === 0;
  }, 600_000);
}

async function settled(worker: WatchedWorker) {
  await pass(settleMs);
  return worker.collected();
}
