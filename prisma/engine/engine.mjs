import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { EngineAdapter } from './adapter.mjs';

/** Where the engine leaves the text of a panic before it stops with a bare "unreachable". */
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  message: '',
  set_message(text) {
    this.message = text;
  },
};

/** Loads the WebAssembly by hand: Node 20 imports `.wasm` files only behind a flag. */
async function load() {
  const beside = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const wasm = await readFile(fileURLToPath(new URL('schema_engine_bg.wasm', beside)));
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return bindings.SchemaEngine;
}

/**
 * Opens Prisma's schema engine on a database. Nothing is downloaded: the engine is a package in node_modules.
 * @param {{ url: string, shadowUrl?: string }} datasource
 */
export async function openEngine(datasource) {
  const SchemaEngine = await load();
  const adapter = bindMigrationAwareSqlAdapterFactory(new EngineAdapter(datasource));
  return SchemaEngine.new({}, () => undefined, adapter);
}
