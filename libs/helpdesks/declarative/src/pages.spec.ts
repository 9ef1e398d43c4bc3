import { declarePlatform, readDeclaration } from './declare.js';
import { allRows } from './pages.js';
import { changed, recorder, smallFile } from './testing/small-desk.js';
import type { Pagination } from './schema/parts.js';

const platform = { declared: readDeclaration(smallFile, 'f.yaml'), file: 'f.yaml' };
const call = {
  method: 'GET' as const,
  path: '/p',
  query: { c: '{{cursor}}', p: '{{page}}', o: '{{offset}}', n: '{{size}}' },
};
const read = async (pagination: Pagination, answers: unknown[]) => {
  const { send, sent } = recorder(() => ({ body: answers[Math.min(sent.length, answers.length) - 1] }));
  const rows = await allRows(platform, send, { call, items: 'rows', pagination, key: 'conversation' }, {});
  const asked = sent.map(({ query }) =>
    Object.entries(query ?? {})
      .flatMap(([name, value]) => (value ? `${name}=${String(value)}` : []))
      .join('&'),
  );
  return { rows: rows.map(({ value }) => value), asked };
};
const cursor = { kind: 'cursor', next: 'next', sinceWithCursor: true } as const;

test('a cursor is carried on until there is none', async () => {
  const { rows, asked } = await read(cursor, [
    { rows: [1], next: 'a&b' },
    { rows: [2], next: 7 },
    { rows: [3], next: null },
  ]);
  expect(rows).toEqual([1, 2, 3]);
  expect(asked).toEqual(['', 'c=a&b', 'c=7']);
});

test('of an address only the parameter is carried on, so it can lead nowhere else', async () => {
  const pagination = { ...cursor, nextParameter: 'after' };
  const { asked } = await read(pagination, [
    { rows: [1], next: 'https://evil.example/x?after=z' },
    { rows: [2], next: '' },
  ]);
  expect(asked).toEqual(['', 'c=z']);
  await expect(read(pagination, [{ rows: [1], next: '/p?before=z' }])).rejects.toThrow(
    'conversation.pagination.next',
  );
});

test('hasMore decides, and a cursor that is then missing is an error', async () => {
  const pagination = { ...cursor, hasMore: 'more' };
  expect((await read(pagination, [{ rows: [1], more: false, next: 'a' }])).asked).toEqual(['']);
  await expect(read(pagination, [{ rows: [1], more: true }])).rejects.toMatchObject({ kind: 'unavailable' });
  await expect(read(pagination, [{ rows: [1], more: 'yes' }])).rejects.toThrow(
    'conversation.pagination.hasMore',
  );
});

test('pages are counted, and an offset goes on by what was really given', async () => {
  const pages = [{ rows: [1, 2] }, { rows: [3] }, { rows: [] }];
  expect((await read({ kind: 'page', size: 2 }, pages)).asked).toEqual(['p=1&n=2', 'p=2&n=2', 'p=3&n=2']);
  expect((await read({ kind: 'page', size: 2, first: 0 }, pages)).asked[1]).toBe('p=1&n=2');
  expect((await read({ kind: 'offset', size: 9 }, pages)).asked).toEqual(['o=0&n=9', 'o=2&n=9', 'o=3&n=9']);
});

test.each<[string, Pagination]>([
  ['a cursor', cursor],
  ['a page', { kind: 'page', size: 1 }],
])('%s that comes again and again ends in an error', async (_what, pagination) => {
  await expect(read(pagination, [{ rows: [1], next: 'same' }])).rejects.toThrow('without end');
});

test('without pages one call is all', async () => {
  expect((await read({ kind: 'none' }, [{ rows: [1] }])).asked).toEqual(['']);
});

test('a platform that refuses the time beside a cursor is not told it twice', async () => {
  const file = changed(`count: '{{size}}'`, `after: '{{cursor}}'`).replace(
    'kind: time, size: 3',
    'kind: cursor, next: n, sinceWithCursor: false',
  );
  const { send, sent } = recorder(() => ({ body: [] }));
  const adapter = declarePlatform(file, 'f.yaml');
  await adapter.listChanged(send, { since: new Date(5000), cursor: null });
  await adapter.listChanged(send, { since: new Date(5000), cursor: 'x' });
  expect(sent.map(({ body }) => body)).toEqual([{ changedAfter: 5 }, { after: 'x' }]);
});
