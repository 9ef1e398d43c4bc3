import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum, DriverAdapterError } from '@prisma/driver-adapter-utils';
import pg from 'pg';

/** Postgres' one-byte "char" type, used all over the system catalogue. @prisma/adapter-pg refuses it. */
const CHAR_OID = 18;
/** `character(n)`: the same text on the wire, and known to the adapter. */
const BPCHAR_OID = 1042;

/** `url` with another database name; everything else (host, user, TLS settings) stays. */
export function withDatabase(url, database) {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

/** Runs statements on one short connection. */
export async function runOnce(url, ...statements) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/**
 * What the schema engine uses to talk to Postgres: the published adapter with three corrections.
 * It reads "char" columns, as the engine's catalogue queries need; it sends a migration as one script (the published one cuts it at every semicolon, which
 * breaks function bodies); and a shadow database is closed before it is dropped.
 */
export class EngineAdapter {
  provider = 'postgres';
  adapterName = '@prisma/adapter-pg';
  #url;
  #shadowUrl;

  /** @param {{ url: string, shadowUrl?: string }} where `shadowUrl`: a server where databases may be created. */
  constructor({ url, shadowUrl }) {
    this.#url = url;
    this.#shadowUrl = shadowUrl ?? url;
  }

  connect() {
    return open(this.#url);
  }

  /** A new empty database beside the given one; nothing that exists is ever used as a shadow. */
  async connectToShadowDb() {
    const database = `nightdesk_shadow_${randomUUID()}`;
    await runOnce(this.#shadowUrl, `CREATE DATABASE "${database}" TEMPLATE template0`);
    const adapter = await open(withDatabase(this.#shadowUrl, database));
    const close = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await close();
      await runOnce(this.#shadowUrl, `DROP DATABASE "${database}" WITH (FORCE)`);
    };
    return adapter;
  }
}

async function open(url) {
  // One connection, because the engine's advisory lock belongs to the connection that took it.
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
  adapter.queryRaw = (query) => queryWithChars(adapter, query);
  adapter.executeScript = async (script) => {
    try {
      await pool.query(script);
    } catch (error) {
      throw scriptError(error);
    }
  };
  return adapter;
}

/** Hands "char" columns to the adapter as text, and to the engine as what they are: it accepts nothing else there. */
async function queryWithChars(adapter, query) {
  let isChar = [];
  const reader = Object.create(adapter);
  reader.performIO = async (io) => {
    const result = await adapter.performIO(io);
    isChar = result.fields.map((field) => field.dataTypeID === CHAR_OID);
    for (const field of result.fields) if (field.dataTypeID === CHAR_OID) field.dataTypeID = BPCHAR_OID;
    return result;
  };
  const rows = await Object.getPrototypeOf(adapter).queryRaw.call(reader, query);
  const columnTypes = rows.columnTypes.map((type, i) => (isChar[i] ? ColumnTypeEnum.Character : type));
  return { ...rows, columnTypes };
}

/** A migration that fails must name the SQL error; anything that is not one (a lost connection) passes as it is. */
function scriptError(error) {
  if (typeof error.severity !== 'string') return error;
  const { code, severity, message, detail, column, hint } = error;
  return new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint });
}
