/** Codes of Postgres, Prisma and the operating system. 57P0x: it shuts down or starts; 53300: no connection is left; 08xxx: it broke. */
const codes =
  /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|P1001|P1002|P1008|P1017|P2024|P2028|57P0[1-3]|53300|08\w{3})$/;

/** What Prisma's adapter makes of an error whose code it drops. */
const kinds = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);

/**
 * What node-postgres (`pg` 8, `pg-pool` 3) says by a plain `Error`: it has neither a class nor a code for these, so the
 * whole message is all there is. test/integration/storage-away.test.ts brings each about, and tells of a change.
 */
const uncoded = new Set([
  'timeout exceeded when trying to connect',
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
]);

/** Where one of them keeps what it knows, or the error below it. */
interface Trouble {
  code?: unknown;
  originalCode?: unknown;
  kind?: unknown;
  message?: unknown;
  cause?: unknown;
  meta?: { driverAdapterError?: unknown };
}

/** Postgres or Redis cannot be reached, so that the same request may succeed later. */
export function isStorageAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, originalCode, kind, message, cause, meta } = error as Trouble;
  if ([code, originalCode].some((one) => typeof one === 'string' && codes.test(one))) return true;
  if (typeof kind === 'string' && kinds.has(kind)) return true;
  if (code === undefined && typeof message === 'string' && uncoded.has(message)) return true;
  return isStorageAway(cause) || isStorageAway(meta?.driverAdapterError);
}
