import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import 'reflect-metadata';
import { describeApi, routeFacts, textOf } from './document.js';
import { writeSdk } from './sdk.js';

// `npm run openapi`; with `-- --release` it also becomes the version that later changes are held against.
const text = textOf(await describeApi());
if (process.argv.includes('--print')) {
  // For the test, which cannot load the api itself: Jest runs some of its packages as another kind of module.
  const commands = [...routeFacts().values()]
    .filter(({ source }) => /this\.(commands\.run|changed)\(/.test(source))
    .map(({ description }) => description.operationId);
  process.stdout.write(JSON.stringify({ text, commands }));
} else {
  mkdirSync('docs/openapi', { recursive: true });
  writeFileSync('docs/openapi/v1.json', text);
  await writeSdk(text);
}
if (process.argv.includes('--release')) copyFileSync('docs/openapi/v1.json', 'docs/openapi/v1.released.json');
