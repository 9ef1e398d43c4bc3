#!/usr/bin/env node
/**
 * Stands in for Prisma's native schema engine, which the Prisma CLI would otherwise download.
 * `prisma.config.ts` names this file in PRISMA_SCHEMA_ENGINE_BINARY. The CLI starts it in two ways:
 * `… cli can-connect-to-database | create-database` for one answer, and without `cli` as a JSON-RPC server on stdio.
 */
import { parseArgs } from 'node:util';
import { runCommand } from './command.mjs';
import { methodsOn } from './methods.mjs';
import { serve } from './rpc.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { datasource: { type: 'string' }, datamodels: { type: 'string', multiple: true } },
});
const datasource = JSON.parse(values.datasource ?? '{}');

if (positionals[0] === 'cli') {
  process.exitCode = await runCommand(positionals[1], datasource.url);
} else {
  await serve(methodsOn(datasource));
  // The engine's connection would keep the process alive after the CLI has closed our input.
  process.exit(0);
}
