import { openEngine } from './engine.mjs';
import { print } from './rpc.mjs';

/**
 * These two want the schema that the migrations make, and in the WebAssembly build only `devDiagnostic` and `diff` can
 * make the shadow database for it. The engine keeps the result, until it applies migrations.
 */
const NEED_MIGRATED_SCHEMA = new Set(['evaluateDataLoss', 'createMigration']);

/** Answers the CLI's requests. Its method names are the engine's own, with the exceptions below. */
export function methodsOn({ url, shadowDatabaseUrl }) {
  let opening;

  /** Opened by the first request, so that "cannot connect" is the answer to a request. */
  function engine() {
    if (!url && !shadowDatabaseUrl) {
      throw new Error('This command needs a Postgres server: set DATABASE_URL or SHADOW_DATABASE_URL.');
    }
    opening ??= openEngine({ url: url || shadowDatabaseUrl, shadowUrl: shadowDatabaseUrl });
    return opening;
  }

  return async (method, params) => {
    const schemaEngine = await engine();
    if (method === 'getDatabaseVersion') return schemaEngine.version(null);
    if (typeof schemaEngine[method] !== 'function')
      throw new Error(`The schema engine has no method ${method}`);
    if (NEED_MIGRATED_SCHEMA.has(method)) {
      await schemaEngine.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
    }
    const result = await schemaEngine[method](params);
    if (method === 'diff' && result.stdout !== null) print(result.stdout);
    return result;
  };
}
