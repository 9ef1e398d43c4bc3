/** Puts what `GET /v1/openapi.json` and `GET /v1/docs` answer into dist/api-docs: nothing of it is looked for elsewhere. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const out = 'dist/api-docs';
const ui = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const files = [
  ...['swagger-ui-bundle.js', 'swagger-ui.css', 'LICENSE', 'NOTICE'].map((name) => join(ui, name)),
  'apps/api/docs/start.js',
];

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, 'files'), { recursive: true });
for (const file of files) {
  const target = join(out, 'files', file.split('/').at(-1));
  cpSync(file, target);
  const content = readFileSync(file);
  writeFileSync(
    `${target}.br`,
    brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  );
  writeFileSync(`${target}.gz`, gzipSync(content));
}
writeFileSync(
  join(out, 'openapi.json'),
  JSON.stringify(JSON.parse(readFileSync('docs/openapi/v1.json', 'utf8'))),
);
cpSync('apps/api/docs/index.html', join(out, 'index.html'));
