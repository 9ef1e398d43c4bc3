import { readFileSync } from 'node:fs';
import { declarePlatform } from './declare.js';
import { DeclarationInvalid } from './invalid.js';
import { changed, smallFile } from './testing/small-desk.js';

const exampleFile = 'examples/platforms/example-desk.yaml';

function problemsOf(text: string) {
  try {
    declarePlatform(text, 'desk.yaml');
  } catch (error) {
    if (error instanceof DeclarationInvalid) return error;
    throw error;
  }
  throw new Error('the file was accepted');
}

test('the documented example is a platform', () => {
  const adapter = declarePlatform(readFileSync(exampleFile, 'utf8'), exampleFile);
  expect(adapter).toMatchObject({
    platform: 'example-desk',
    proof: 'mark',
    concurrency: 5,
    requestIdHeader: 'x-request-id',
    statuses: ['open', 'pending', 'on_hold', 'solved', 'closed'],
    webhooks: null,
    oauth: null,
  });
});

test.each([
  ['an unknown key', changed('items: posts', 'items: posts\n  itmes: x'), 'conversation.itmes', /remove it/],
  ['a missing key', changed('title: Small Desk', ''), 'title', /missing; add it/],
  ['another type', changed('calls: 60', 'calls: many'), 'limits.windows.0.calls', /expected/],
  ['a wrong choice', changed('kind: basic', 'kind: magic'), 'auth.kind', /expected|invalid/i],
  [
    'a key of another choice',
    changed('kind: time, size: 3', 'kind: time, size: 3, next: x'),
    'list.pagination.next',
    /remove it/,
  ],
  ['no location', changed('id: no', 'id: a b'), 'ticket.fields.id', /dotted path/],
  [
    'an unknown placeholder',
    changed(`'{{since}}'`, `'{{sinse}}'`),
    'list.call.body.changedAfter',
    /it has: {{since}}/,
  ],
  [
    'text around a placeholder',
    changed(`html: '{{html}}', hidden: false`, `html: '<b>{{html}}</b>', hidden: false`),
    'write.reply.body.html',
    /whole value/,
  ],
  [
    'a value that is not for this call',
    changed(`count: '{{size}}'`, `count: '{{text}}'`),
    'list.call.body.count',
    /no placeholder/,
  ],
  [
    'no ticket in a call',
    changed(`path: '/t/{{ticketId}}' }\n`, `path: '/t' }\n`),
    'ticket.call',
    /{{ticketId}}/,
  ],
  ['pages that nothing turns', changed('kind: time', 'kind: page'), 'list.call', /{{page}}/],
  [
    'pages that miss tickets',
    changed('kind: time', 'kind: page').replace(`'{{size}}'`, `'{{page}}'`),
    'list.order',
    /misses tickets/,
  ],
  [
    'notes like replies',
    changed('kind: { at: hidden, reply: [false], note: [true] }', ''),
    'conversation.kind',
    /told from a reply/,
  ],
  [
    'a status that cannot be set',
    changed('write: { closed: 2 }', 'write: {}'),
    'statuses.write',
    /which statuses/,
  ],
  [
    'a site that is asked for nowhere',
    changed('title: Small Desk', 'title: x\nsite: { pattern: a, example: a }'),
    'site',
    /no {site}/,
  ],
  ['a site that is not described', changed('small.example', '{site}.example'), 'site', /what a person types/],
  ['a path with a query', changed('path: /whoami', 'path: /whoami?x=1'), 'whoami.call.path', /query/],
  ['a path that goes up', changed('path: /whoami', 'path: /../whoami'), 'whoami.call.path', /go up/],
  ['no key in Basic', changed("password: '{{key}}'", 'password: x'), 'auth', /{{key}}/],
  [
    'single tags that must not be repeated',
    `${smallFile}  addTags: { method: PUT, path: '/t/{{ticketId}}/{{tag}}' }`,
    'write.addTags.repeatable',
    /repeatable/,
  ],
  [
    'a write that says nothing',
    changed(`body: { status: '{{status}}' }`, 'body: {}'),
    'write.status',
    /{{status}}/,
  ],
  [
    'a mark that is never sent',
    changed('createdAt: at,', 'createdAt: at, operationId: mark,'),
    'write.reply',
    /{{operationId}}/,
  ],
  [
    'a status that comes back as another',
    changed('write: { closed: 2 }', 'write: { closed: 2, solved: 2 }'),
    'statuses.write.solved',
    /come back/,
  ],
  [
    'a header that is not its own',
    changed('timeFormat:', 'headers: { Authorization: x }\ntimeFormat:'),
    'headers.Authorization',
    /auth/,
  ],
  [
    'a placeholder without a value',
    changed(`count: '{{size}}'`, `count: '{{page}}'`),
    'list.pagination',
    /{{page}} .* no value/,
  ],
  [
    'a window twice',
    changed('[{ name', '[{ name: account, calls: 1, seconds: 1 }, { name'),
    'limits.windows',
    /own/,
  ],
])('%s is refused and named', (_what, text, path, says) => {
  const { problems, message } = problemsOf(text);
  const found = problems.find((problem) => problem.path === path);
  expect(found ?? problems).toMatchObject({ says: expect.stringMatching(says) as string });
  expect(message).toContain(`desk.yaml:${found?.line} ${path}: `);
  expect(message).toContain('docs/declarative-platforms.md');
});

test('an error names the line of the key', () => {
  const lines = smallFile.split('\n');
  const { problems } = problemsOf(changed('calls: 60', 'calls: 0'));
  expect(problems[0]?.line).toBe(lines.findIndex((line) => line.startsWith('limits:')) + 1);
});

test.each([
  ['no YAML', 'title: [', /not YAML/],
  ['a key twice', `title: a\n${smallFile}`, /not YAML/],
  ['nothing', '', /expected object/],
])('%s is refused', (_what, text, says) => {
  expect(problemsOf(text).message).toMatch(says);
});

test('aliases cannot grow without end', () => {
  const bomb = Array.from({ length: 12 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(9)}]`).join(
    '\n',
  );
  expect(problemsOf(`a0: &a0 x\n${bomb}`).message).toMatch(/write it out/);
});
