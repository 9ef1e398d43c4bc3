import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresBinaries } from './postgres-binaries.mjs';

/** Data lives for minutes at most, so nothing is forced to disk: starting and CREATE DATABASE are several times faster. */
const SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=300',
  'listen_addresses=127.0.0.1',
  // No socket file: its default folder may belong to another user.
  'unix_socket_directories=',
];

/** Another process can take the free port between our look and the server's start. */
const ATTEMPTS = 3;
const START_MS = 60_000;

/**
 * Starts a real Postgres from npm in a temporary folder. `stop()` ends it and deletes the folder.
 * Works as an ordinary user and as root, also in a checkout that only root can enter.
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} `url` names the empty database `postgres`.
 */
export async function startPostgres() {
  const { bin, runAs, dispose } = await postgresBinaries();
  const data = await mkdtemp(join(tmpdir(), 'nightdesk-postgres-'));
  if (runAs.uid !== undefined) await chown(data, runAs.uid, runAs.gid);
  const password = randomBytes(12).toString('hex');
  await initialise(bin, runAs, data, password);
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    try {
      const stop = await start(bin, runAs, data, port);
      return {
        url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
        stop: async () => {
          await stop();
          await rm(data, { recursive: true, force: true });
          await dispose();
        },
      };
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

async function initialise(bin, runAs, data, password) {
  const passwordFile = `${data}.password`;
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (runAs.uid !== undefined) await chown(passwordFile, runAs.uid, runAs.gid);
  // The encoding must not depend on the developer's LANG.
  const { status, stdout, stderr } = spawnSync(
    join(bin, 'initdb'),
    [
      `--pgdata=${data}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { ...runAs, cwd: '/', encoding: 'utf8' },
  );
  await rm(passwordFile);
  if (status !== 0) throw new Error(`initdb failed:\n${stdout}${stderr}`);
}

async function start(bin, runAs, data, port) {
  const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...settings], {
    ...runAs,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  await new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`Postgres ${why}:\n${said.slice(-4_000)}`));
    const timer = setTimeout(() => fail(`was not ready within ${START_MS} ms`), START_MS);
    server.stderr.on('data', (chunk) => {
      said += chunk;
      if (!said.includes('ready to accept connections')) return;
      clearTimeout(timer);
      server.stderr.removeAllListeners('data').resume();
      resolve();
    });
    server.once('error', reject);
    server.once('exit', (code) => fail(`ended with ${code}`));
  });
  return async () => {
    if (server.exitCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGINT'); // a fast shutdown: connections are closed
    await gone;
  };
}

/** Asks the system for a port that nobody listens on. */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
