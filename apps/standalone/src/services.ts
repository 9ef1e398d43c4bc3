import { connect } from 'node:net';
import pg from 'pg';
import { StartProblem } from './start-problem.js';

const CONTACT_MS = 5_000;

/** Asks a database that was given by `DATABASE_URL` one question. @throws StartProblem without the password in it. */
export async function refuseUnreachableDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONTACT_MS });
  // A connection that breaks later also rejects the query; without a listener it would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
  } catch (error) {
    throw new StartProblem(
      `The database that DATABASE_URL names (${whereOf(url)}) cannot be used: ${reason(error)}. Correct it, start that ` +
        `server, or unset DATABASE_URL to use the Postgres that comes with Nightdesk.`,
    );
  } finally {
    await client.end();
  }
}

/** Only whether somebody listens there; the api checks password and version. */
export async function refuseUnreachableRedis(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  try {
    await contact(hostname.replace(/^\[|\]$/g, ''), Number(port || 6379));
  } catch (error) {
    throw new StartProblem(
      `The Redis that REDIS_URL names (${whereOf(url)}) does not answer: ${reason(error)}. Correct it, start that server, ` +
        `or unset REDIS_URL: queues and budgets then use Postgres.`,
    );
  }
}

function contact(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: CONTACT_MS });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('timeout', () => socket.destroy(new Error(`no answer in ${CONTACT_MS / 1000} s`)));
    socket.once('error', reject);
  });
}

/** A refused connection to a name with several addresses has an empty message and its reasons in `errors`. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join('; ');
  return error instanceof Error ? error.message : String(error);
}

function whereOf(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
