import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import type { Document } from './document.types.js';

const folder = 'libs/sdk/src/generated';
const notice = '// Made of docs/openapi/v1.json by `npm run sdk:generate`; changes made here are lost.\n\n';

/** What the typed client is made of, as it is committed: by file, relative to the project. */
export async function sdkSources(text: string): Promise<Record<string, string>> {
  const types = astToString(
    await openapiTS(text, {
      // What may be left out of a request may be, also where it then has a value of its own.
      defaultNonNullable: false,
      rootTypes: true,
      rootTypesNoSchemaPrefix: true,
      rootTypesKeepCasing: true,
    }),
  );
  return {
    [`${folder}/v1.ts`]: await tidy(types),
    [`${folder}/commands.ts`]: await tidy(
      `/** What takes an \`Idempotency-Key\`, so that it may be repeated. */\n` +
        `export const commands: ReadonlySet<string> = new Set(${JSON.stringify(commandsOf(JSON.parse(text) as Document))});`,
    ),
  };
}

export async function writeSdk(text: string): Promise<void> {
  for (const [file, source] of Object.entries(await sdkSources(text))) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, source);
  }
}

const commandsOf = ({ paths }: Document): string[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, { parameters = [] }]) =>
        parameters.some((one) => '$ref' in one && one.$ref.endsWith('/Idempotency-Key')),
      )
      .map(([method]) => `${method} ${path.replace(/^\/v1/, '')}`),
  );

const tidy = async (source: string) =>
  format(notice + source, { ...(await resolveConfig('package.json')), parser: 'typescript' });
