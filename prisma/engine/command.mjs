import { runOnce, withDatabase } from './adapter.mjs';

/** Postgres and socket error codes → the codes that the Prisma CLI decides by. */
const PRISMA_CODES = {
  '3D000': 'P1003',
  '28P01': 'P1000',
  28000: 'P1010',
  ECONNREFUSED: 'P1001',
  ENOTFOUND: 'P1001',
  EAI_AGAIN: 'P1001',
  ETIMEDOUT: 'P1002',
};

/** Runs `cli <name>` and returns the exit code. The CLI reads the reason from stderr, as one JSON log line. */
export async function runCommand(name, url) {
  // The CLI skips the first line, which the native engine spends on a greeting.
  log('INFO', { message: 'Starting schema engine CLI' });
  try {
    if (name === 'can-connect-to-database') await runOnce(url, 'SELECT 1');
    else if (name === 'create-database') await createDatabase(url);
    else throw new Error(`This schema engine does not know the command ${name}`);
    return 0;
  } catch (error) {
    const message = error.message || `Cannot reach the database server (${error.code})`;
    log('ERROR', { message, error_code: PRISMA_CODES[error.code] ?? 'P1011' });
    return 1;
  }
}

async function createDatabase(url) {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  await runOnce(withDatabase(url, 'postgres'), `CREATE DATABASE "${name.replaceAll('"', '""')}"`);
}

function log(level, fields) {
  const line = { timestamp: new Date().toISOString(), level, fields, target: 'schema_engine::logger' };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
