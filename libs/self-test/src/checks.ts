import { storageRules } from '@nightdesk/health';
import { AlertRefused, Mailer } from '@nightdesk/incidents';
import { KeyRing, KeyRingError } from '@nightdesk/platform/crypto';
import { type RedisSeen, visitRedis } from '@nightdesk/platform/redis';
import { lookAtAddress } from './address.js';
import { lookAtClock } from './clock.js';
import { type Finding, fine, NotLookedAt, reasonOf, unknown, wrong } from './finding.js';
import type { PostgresStore } from './postgres.store.js';
import { roundTrip } from './round-trip.js';
import type { Situation } from './situation.js';

export type CheckName =
  | 'configuration'
  | 'database'
  | 'migrations'
  | 'durability'
  | 'connections'
  | 'engine'
  | 'key_ring'
  | 'processes'
  | 'mail'
  | 'clock'
  | 'public_url'
  | 'webhook_url'
  | 'webhook';

const leastPostgres = 14;
const leastRedis = 7;

/** In the order in which a person should mend what they find. */
export const checks: Readonly<Record<CheckName, (situation: Situation) => Promise<Finding>>> = {
  async configuration({ problems }) {
    const said = Object.values(problems);
    if (said.length === 0) return fine('Every variable can be used.');
    return wrong(said.join(' '), 'Correct it as .env.example says: no api and no worker starts so.');
  },

  async database(situation) {
    let postgres: PostgresStore;
    try {
      postgres = await situation.reachedPostgres();
    } catch (error) {
      if (error instanceof NotLookedAt) throw error;
      return wrong(
        `Postgres cannot be used: ${reasonOf(error)}.`,
        'Check DATABASE_URL, and that its server runs, lets this machine in, and has connections left.',
      );
    }
    const major = Math.floor(postgres.version / 10_000);
    if (major < leastPostgres)
      return wrong(`Postgres is of version ${major}.`, `Use version ${leastPostgres} or newer.`);
    return fine(`Postgres ${major} answers.`);
  },

  async migrations(situation) {
    const pending = await (await situation.postgres()).pendingMigrations();
    if (pending.length === 0) return fine('The database is up to date.');
    return wrong(
      `The database lacks ${counted(pending.length, 'migration')}: ${pending.join(', ')}.`,
      'Run npm run db:deploy, then start every api and worker of this version again.',
    );
  },

  async durability(situation) {
    const storage = await (await situation.postgres()).storage.look();
    const trouble = storageRules.not_durable({ storage, processes: [] });
    return trouble
      ? wrong(trouble.reason, trouble.remedy)
      : fine('Postgres has on disk what it has committed (fsync, full_page_writes, synchronous_commit).');
  },

  async connections(situation) {
    const postgres = await situation.postgres();
    const [storage, processes] = await Promise.all([postgres.storage.look(), postgres.processes()]);
    const trouble = storageRules.connections_short({ storage, processes });
    if (trouble) return wrong(trouble.reason, trouble.remedy);
    return fine(
      `Postgres lets in ${storage.connections} connections; each process opens ${storage.eachProcess} at most.`,
    );
  },

  async engine(situation) {
    const url = situation.given('REDIS_URL');
    if (url === null) {
      await situation.postgres();
      return fine('Queues are in Postgres.');
    }
    let seen: RedisSeen;
    try {
      seen = await visitRedis(url);
    } catch (error) {
      return wrong(
        `Redis cannot be used: ${reasonOf(error)}.`,
        'Check REDIS_URL, and that its server runs, lets this machine in, and takes what is written.',
      );
    }
    const { version, evicts } = seen;
    if (version !== null && Number.parseInt(version, 10) < leastRedis)
      return wrong(`Redis is of version ${version}.`, `Use version ${leastRedis} or newer.`);
    if (evicts === null) return fine(`Redis ${version ?? ''} answers and throws nothing away.`);
    return wrong(
      `Redis throws keys away when its memory is full (maxmemory-policy ${evicts}): queues and counted limits would be gone.`,
      'Set maxmemory-policy to noeviction.',
    );
  },

  async key_ring(situation) {
    const remedy =
      'Give every process the same KEY_RING, with every key that something is still sealed with.';
    try {
      const ring = new KeyRing(situation.need('KEY_RING'));
      await (await situation.postgres()).requireKeys(ring);
      return fine(`${counted(ring.ids.length, 'key')} in the ring; what is stored opens.`);
    } catch (error) {
      if (error instanceof KeyRingError) return wrong(error.message, remedy);
      throw error;
    }
  },

  async processes(situation) {
    const processes = await (await situation.postgres()).processes();
    const alive = (role: 'api' | 'worker') =>
      processes.filter((one) => one.alive && one.role === role).length;
    const missing = (['api', 'worker'] as const).filter((role) => alive(role) === 0);
    if (missing.length > 0)
      return wrong(
        `No ${missing.join(' and no ')} is running.`,
        'Start it (docker compose up, or npm start for everything); its log says why the last one ended.',
      );
    return fine(`${counted(alive('api'), 'api')} and ${counted(alive('worker'), 'worker')} are alive.`);
  },

  async mail(situation) {
    const [SMTP_URL, ALERT_FROM] = [situation.given('SMTP_URL'), situation.need('ALERT_FROM')];
    if (SMTP_URL === null) {
      const people = [...situation.need('ALERT_EMAILS'), ...situation.need('ESCALATION_EMAILS')];
      if (people.length === 0) return unknown('SMTP_URL is not set: nobody is told of anything by e-mail.');
      return wrong(
        `SMTP_URL is not set, so no alert reaches ${people.join(', ')}.`,
        'Set SMTP_URL to your mail server.',
      );
    }
    const { host, username } = new URL(SMTP_URL);
    try {
      await new Mailer({ SMTP_URL, ALERT_FROM }).verify();
    } catch (error) {
      if (!(error instanceof AlertRefused)) throw error;
      return wrong(
        `The mail server ${host} refuses: ${error.message}.`,
        'Check host, port, user and password in SMTP_URL (smtps:// for TLS from the first byte).',
      );
    }
    return fine(`The mail server ${host} answers${username ? ' and takes the login' : ''}.`);
  },

  clock: lookAtClock,

  public_url: (situation) => lookAtAddress(situation, 'PUBLIC_URL', situation.need('PUBLIC_URL')),

  async webhook_url(situation) {
    const address = situation.given('WEBHOOK_URL');
    if (address !== null) return lookAtAddress(situation, 'WEBHOOK_URL', address);
    return fine('Platforms deliver to PUBLIC_URL.');
  },

  async webhook(situation) {
    return roundTrip(situation, situation.given('WEBHOOK_URL') ?? situation.need('PUBLIC_URL'));
  },
};

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
