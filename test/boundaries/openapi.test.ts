import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { changesBetween } from './openapi/changes.js';
import type { Document } from './openapi/document.types.js';

const committedText = readFileSync('docs/openapi/v1.json', 'utf8');
const committed = JSON.parse(committedText) as Document;
const released = JSON.parse(readFileSync('docs/openapi/v1.released.json', 'utf8')) as Document;
const operations = Object.entries(committed.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ route: `${method} ${path}`, ...operation })),
);

let current: { text: string; commands: string[] };

beforeAll(() => {
  const program = ['--import', './test/support/ts-loader.mjs', 'test/boundaries/openapi/write.ts', '--print'];
  const { stdout, stderr } = spawnSync(process.execPath, program, { encoding: 'utf8', maxBuffer: 2 ** 25 });
  if (stdout === '') throw new Error(stderr);
  current = JSON.parse(stdout) as typeof current;
}, 60_000);

test('docs/openapi/v1.json is what the code says; else run npm run openapi', () => {
  // Not as one text: the difference is shown by fields.
  expect(committed).toEqual(JSON.parse(current.text));
  expect(committedText).toBe(current.text);
});

test('it is valid and passes the recommended rules', async () => {
  const config = await createConfig({
    extends: ['recommended-strict'],
    rules: {
      // `GET /dead-letters/{cause}` and `POST /dead-letters/discard` differ by method.
      'no-ambiguous-paths': 'off',
    },
  });
  const problems = await lintFromString({
    source: committedText,
    absoluteRef: 'docs/openapi/v1.json',
    config,
  });
  expect(
    problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`),
  ).toEqual([]);
}, 30_000);

test('no change breaks what was released; else it needs a new version, or npm run openapi -- --release when nobody has it yet', () => {
  const changes = changesBetween(released, committed);
  const lines = changes.map(({ where, what }) => `${where}: ${what}`);
  const broken = changes.filter(({ breaks }) => breaks).map(({ where, what }) => `${where}: ${what}`);
  if (lines.length > 0) process.stdout.write(`Since the released version:\n  ${lines.join('\n  ')}\n`);
  expect(broken).toEqual([]);
});

test('every route has a name of its own, a summary, and an answer', () => {
  const bare = operations.filter(
    ({ summary, responses, tags = [] }) =>
      summary === '' || tags.length !== 1 || !Object.keys(responses).some((status) => status.startsWith('2')),
  );
  expect(bare).toEqual([]);
  const names = operations.map(({ operationId }) => operationId);
  expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
});

test('a route that is deprecated stays for twelve months, and what is used instead is there', () => {
  const ending = operations.filter(({ deprecated }) => deprecated);
  expect(ending).not.toEqual([]);
  for (const { 'x-deprecation': deprecation } of ending) {
    const { since = '', sunset = '', successor = '' } = deprecation ?? {};
    const year = new Date(since).getUTCFullYear() + 1;
    expect(sunset >= `${year}${since.slice(4)}`).toBe(true);
    expect(Object.keys(committed.paths)).toContain(successor);
  }
});

test('a command takes an Idempotency-Key, and nothing else does', () => {
  const takes = operations.filter(({ parameters = [] }) =>
    parameters.some((one) => '$ref' in one && one.$ref.endsWith('/Idempotency-Key')),
  );
  expect(takes.map(({ operationId }) => operationId).toSorted()).toEqual(current.commands.toSorted());
});
