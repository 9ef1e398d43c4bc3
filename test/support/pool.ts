import pg from 'pg';

/** A pool that minds neither a test that stops its server nor a server that goes before the last goodbye is said. */
export function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 20 });
  pool.on('error', () => undefined);
  return pool;
}
