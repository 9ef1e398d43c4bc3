import { readdirSync, readFileSync } from 'node:fs';

interface Description {
  paths: Record<string, Record<string, { operationId: string }>>;
}

/** Not for clients: what platforms send, and the description itself. */
const notCalled = [
  'receiveWebhook',
  'checkWebhook',
  'receiveAppWebhook',
  'checkAppWebhook',
  'getDescription',
  'getDescriptionPage',
];

const folder = import.meta.dirname;
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
  .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
  .join('\n');
const calls = sources.matchAll(/http\s*\.(get|post|put|patch|delete|stream|url)\(\s*'(\/[^']*)'/g);
const called = new Set(
  Array.from(calls, ([, verb = '', path]) => `${/stream|url/.test(verb) ? 'get' : verb} /v1${path}`),
);
const { paths } = JSON.parse(readFileSync('docs/openapi/v1.json', 'utf8')) as Description;
const described = Object.entries(paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, { operationId }]) => ({ route: `${method} ${path}`, operationId })),
);

test('every operation of the API has a method, but those that are not for clients', () => {
  const missing = described.filter(({ route }) => !called.has(route)).map(({ operationId }) => operationId);
  expect(missing.toSorted()).toEqual(notCalled.toSorted());
});
