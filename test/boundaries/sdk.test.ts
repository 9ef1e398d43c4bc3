import { readFileSync } from 'node:fs';
import { sdkSources } from './openapi/sdk.js';

const json = (file: string) =>
  JSON.parse(readFileSync(file, 'utf8')) as { version: string; dependencies: Record<string, string> };

test('the typed client is made of docs/openapi/v1.json; else run npm run sdk:generate', async () => {
  const sources = await sdkSources(readFileSync('docs/openapi/v1.json', 'utf8'));
  expect(Object.keys(sources)).toHaveLength(2);
  for (const [file, source] of Object.entries(sources)) {
    // Not by toBe: what it shows of 200 KB helps nobody.
    expect({ file, isCurrent: readFileSync(file, 'utf8') === source }).toEqual({ file, isCurrent: true });
  }
}, 60_000);

test('the package has the version of the API, and the one dependency that we test with', () => {
  const [ours, published] = [json('package.json'), json('libs/sdk/package.json')];
  expect(published.version).toBe(ours.version);
  expect(published.dependencies).toEqual({ standardwebhooks: `^${ours.dependencies['standardwebhooks']}` });
});
