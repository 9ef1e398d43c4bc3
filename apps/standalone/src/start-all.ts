import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { applyMigrations, MigrationFailedError } from '@nightdesk/platform/database';
import { everything, problems } from './child-log.js';
import { exampleAccess } from './example-access.js';
import { refuseTakenPort } from './ports.js';
import { startEmbedded } from './postgres/embedded.js';
import { savePrograms } from './programs.js';
import { answers, answersOk, untilReady } from './readiness.js';
import { refuseUnreachableDatabase, refuseUnreachableRedis } from './services.js';
import type { Settings } from './settings.js';
import { StartProblem } from './start-problem.js';
import { loadState } from './state.js';
import type { Supervisor } from './supervisor.js';

/** Processes of a Nightdesk that was killed drain first, and keep their ports until then. */
const PATIENCE_MS = 30_000;

export interface Started {
  readonly password: string;
  /** Where the data is, for people. */
  readonly database: string;
}

/** Everything, in the order in which one needs the other. */
export async function startAll(
  settings: Settings,
  tookOver: boolean,
  supervisor: Supervisor,
  say: (line: string) => void,
): Promise<Started> {
  const state = await loadState(settings.stateFile);
  const password = settings.ADMIN_PASSWORD ?? state.adminPassword;
  await portsAreFree(settings, tookOver ? PATIENCE_MS : 0, say);
  if (settings.REDIS_URL) await refuseUnreachableRedis(settings.REDIS_URL);

  const database = await startDatabase(settings, state.postgresPassword, supervisor, say);
  await migrate(database.url);

  const stopWithinMs = 30_000;
  const environment = serverEnvironment(settings, database.url, state.keyRing, password);
  await savePrograms(settings.programsFile, environment, process.env);
  const sandbox = {
    SANDBOX_PORT: String(settings.SANDBOX_PORT),
    SANDBOX_REDIRECT_URIS: redirectUris(settings).join(','),
  };

  say('Starting the sandbox, the api, the worker and the example …');
  await Promise.all([
    supervisor.start(
      {
        name: 'sandbox',
        entry: built('apps/sandbox/src/main.js'),
        environment: sandbox,
        shows: problems,
        stopWithinMs,
      },
      (signal) => untilReady('The sandbox', () => answers(settings.sandboxUrl), signal),
    ),
    supervisor.start(
      { name: 'api', entry: built('apps/api/src/main.js'), environment, shows: problems, stopWithinMs },
      (signal) => untilReady('The api', () => answersOk(`${settings.apiUrl}/readyz`), signal),
    ),
    supervisor.start(
      { name: 'worker', entry: built('apps/worker/src/main.js'), environment, shows: problems, stopWithinMs },
      (signal) => untilReady('The worker', () => answersOk(`${settings.workerUrl}/readyz`), signal),
    ),
  ]);

  const access = await exampleAccess(settings, state, password);
  const example = {
    NIGHTDESK_URL: settings.apiUrl,
    NIGHTDESK_API_KEY: access.apiKey,
    NIGHTDESK_WEBHOOK_SECRET: access.secret,
    PORT: String(settings.EXAMPLE_PORT),
  };
  await supervisor.start(
    {
      name: 'example',
      entry: built('examples/answer-tickets.js'),
      environment: example,
      shows: everything,
      stopWithinMs,
    },
    (signal) => untilReady('The example', () => answers(settings.exampleUrl), signal),
  );
  return { password, database: database.data };
}

async function migrate(url: string): Promise<void> {
  try {
    await applyMigrations(url);
  } catch (error) {
    if (!(error instanceof MigrationFailedError)) throw error;
    throw new StartProblem(
      `${error.message}. The database is as it was before. If it belongs to another version of Nightdesk, start that one, ` +
        `or use another database (DATABASE_URL) or folder (NIGHTDESK_DATA).`,
      { cause: error },
    );
  }
}

async function startDatabase(
  settings: Settings,
  password: string,
  supervisor: Supervisor,
  say: (line: string) => void,
): Promise<{ url: string; data: string }> {
  const { DATABASE_URL } = settings;
  if (!DATABASE_URL) {
    say('Starting Postgres …');
    return startEmbedded(settings, password, supervisor);
  }
  await refuseUnreachableDatabase(DATABASE_URL);
  return { url: DATABASE_URL, data: 'in the database that DATABASE_URL names' };
}

/** What the api and the worker get on top of our own environment. */
function serverEnvironment(
  settings: Settings,
  databaseUrl: string,
  keyRing: string,
  password: string,
): Record<string, string> {
  const given = process.env;
  return {
    ...sandboxPlatforms(settings.sandboxUrl, given),
    DATABASE_URL: databaseUrl,
    KEY_RING: settings.KEY_RING ?? keyRing,
    HOST: settings.HOST,
    PORT: String(settings.PORT),
    HEALTH_PORT: String(settings.HEALTH_PORT),
    PUBLIC_URL: settings.publicUrl,
    ADMIN_EMAIL: settings.ADMIN_EMAIL,
    ADMIN_PASSWORD: password,
    // The sandbox and the example are on this machine.
    ALLOW_PRIVATE_HOSTS: given['ALLOW_PRIVATE_HOSTS'] || '127.0.0.1,localhost',
  };
}

/** Somebody who names a client of their own, or an address, means the real platform. */
function sandboxPlatforms(
  url: string,
  given: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const platforms = {
    zendesk: {
      ZENDESK_URL_TEMPLATE: `${url}/zendesk/{site}`,
      ZENDESK_CLIENT_ID: 'nightdesk',
      ZENDESK_CLIENT_SECRET: 'sandbox-secret',
    },
    freshdesk: { FRESHDESK_URL_TEMPLATE: `${url}/freshdesk/{site}` },
    intercom: {
      INTERCOM_URL_TEMPLATE: `${url}/intercom{region}`,
      INTERCOM_APP_URL_TEMPLATE: `${url}/intercom-app{region}`,
      INTERCOM_CLIENT_ID: 'nightdesk',
      INTERCOM_CLIENT_SECRET: 'sandbox-secret',
    },
  };
  const unnamed = Object.values(platforms).filter((names) => !Object.keys(names).some((name) => given[name]));
  return Object.assign({}, ...unnamed) as Record<string, string>;
}

function redirectUris({ PORT, publicUrl }: Settings): string[] {
  const addresses = new Set([publicUrl, `http://127.0.0.1:${PORT}`, `http://localhost:${PORT}`]);
  return [...addresses].map((address) => `${address}/connect/callback`);
}

async function portsAreFree(
  settings: Settings,
  patienceMs: number,
  say: (line: string) => void,
): Promise<void> {
  const checks = [
    ['the api', 'PORT', settings.PORT, settings.HOST],
    ["the worker's health checks", 'HEALTH_PORT', settings.HEALTH_PORT, settings.HOST],
    ['the sandbox', 'SANDBOX_PORT', settings.SANDBOX_PORT, '127.0.0.1'],
    ['the example', 'EXAMPLE_PORT', settings.EXAMPLE_PORT, '127.0.0.1'],
  ] as const;
  const end = Date.now() + patienceMs;
  for (let told = false; ; told = true) {
    try {
      for (const [who, variable, port, host] of checks) await refuseTakenPort(who, variable, port, host);
      return;
    } catch (error) {
      if (!(error instanceof StartProblem) || Date.now() > end) throw error;
      if (!told) say('The Nightdesk before this one was killed; waiting until its processes have finished …');
      await wait(250);
    }
  }
}

/** A built entry point; this file is `dist/apps/standalone/src/start-all.js`. */
const built = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
