import type { Step } from '@nightdesk/helpdesks/contract';
import { declarePlatform } from './declare.js';
import { changed, recorder, smallDesk, smallFile, ticketRow } from './testing/small-desk.js';

const mark = { operationId: 'op_1', since: new Date(2_000_000), authorId: 'ann', taken: [] };
const reply: Step = { kind: 'reply', body: 'a < b\n& c' };
const note: Step = { kind: 'note', body: 'Hello' };
const closed: Step = { kind: 'status', status: 'closed' };

test('each step is a group; what is said comes first and the status last', () => {
  const tag: Step = { kind: 'addTags', tags: ['a'] };
  const nobody: Step = { kind: 'assignee', assigneeId: null };
  expect(smallDesk.plan([closed, nobody, tag, reply, note])).toEqual([
    [reply],
    [note],
    [tag],
    [nobody],
    [closed],
  ]);
});

describe('apply', () => {
  const sentFor = async (step: Step, adapter = smallDesk) => {
    const { send, sent } = recorder(() => ({}));
    await adapter.apply(send, '4 2/..', [step], mark);
    return sent;
  };

  test('plain text becomes HTML where the platform takes nothing else; the id is one part of the path', async () => {
    expect(await sentFor(reply)).toEqual([
      {
        method: 'POST',
        path: '/t/4%202%2F../posts',
        route: '/t/:ticketId/posts',
        body: { html: '<p>a &lt; b<br>&amp; c</p>', hidden: false },
      },
    ]);
  });

  test('a status is the platform’s own word, of its own type', async () => {
    expect(await sentFor(closed)).toMatchObject([{ method: 'PUT', body: { status: 2 }, repeatable: true }]);
  });

  test.each<Step>([
    { kind: 'addTags', tags: ['a'] },
    { kind: 'status', status: 'open' },
  ])('what the file does not describe is invalid and nothing is sent: %j', async (step) => {
    const { send, sent } = recorder(() => ({}));
    await expect(smallDesk.apply(send, '1', [step], mark)).rejects.toMatchObject({ kind: 'invalid' });
    expect(sent).toEqual([]);
  });

  const tagging = declarePlatform(
    `${smallFile}  addTags: { method: PUT, path: '/t/{{ticketId}}/labels/{{tag}}', repeatable: true }\nidempotencyHeader: X-Once`,
    'tagging.yaml',
  );
  test('{{tag}} makes a call for each tag, each with a key of its own that a repeat has again', async () => {
    const step: Step = { kind: 'addTags', tags: ['a/b', 'c'] };
    const sent = await sentFor(step, tagging);
    expect(sent.map(({ path }) => path)).toEqual(['/t/4%202%2F../labels/a%2Fb', '/t/4%202%2F../labels/c']);
    const keys = sent.map(({ headers }) => headers?.['X-Once']);
    expect(new Set(keys).size).toBe(2);
    expect((await sentFor(step, tagging)).map(({ headers }) => headers?.['X-Once'])).toEqual(keys);
  });

  test('an agent’s id is a number where the file says so, and nothing else passes', async () => {
    const file = changed('labels', 'labels\n    assigneeId: owner').replace(
      'timeFormat',
      'idFormat: number\ntimeFormat',
    );
    const assigning = declarePlatform(
      `${file}  assignee: { method: PUT, path: '/t/{{ticketId}}', body: { owner: '{{assigneeId}}' } }`,
      'assigning.yaml',
    );
    const assign = async (assigneeId: string | null) => {
      const { send, sent } = recorder(() => ({}));
      await assigning.apply(send, '1', [{ kind: 'assignee', assigneeId }], { ...mark, authorId: null });
      return sent[0]?.body;
    };
    expect(await assign('7')).toEqual({ owner: 7 });
    expect(await assign(null)).toEqual({ owner: null });
    await expect(assign('ann')).rejects.toMatchObject({ kind: 'invalid' });
  });

  test('an accepted reply whose answer lacks the promised id is ambiguous', async () => {
    const naming = declarePlatform(
      changed(`hidden: false }`, `hidden: false }, remoteId: post.no`),
      'naming.yaml',
    );
    const { send } = recorder(() => ({ body: '<html>' }));
    await expect(naming.apply(send, '1', [reply], mark)).rejects.toMatchObject({ kind: 'ambiguous' });
    const answering = recorder(() => ({ body: { post: { no: 12 } } }));
    expect(await naming.apply(answering.send, '1', [reply], mark)).toEqual({
      requestId: 'req-1',
      remoteIds: ['12'],
    });
  });
});

describe('a write without a mark is found by what it says', () => {
  const post = (no: number, more: object = {}) => ({
    no,
    by: 'ann',
    html: '<p>Hello</p>',
    at: 2001,
    hidden: false,
    ...more,
  });
  const find = (posts: object[], step: Step = { kind: 'reply', body: 'Hello' }, more: object = {}) =>
    smallDesk.findApplied(
      recorder(() => ({ body: ticketRow(5, 2001, { posts, status: 2 }) })).send,
      '5',
      [step],
      { ...mark, ...more },
    );

  test('one that fits is ours', async () => {
    expect(smallDesk.proof).toBe('content');
    expect(await find([post(1)])).toEqual({ requestId: undefined, remoteIds: ['1'] });
    expect(await find([post(1)], { kind: 'reply', body: '', bodyHtml: '<div>Hello</div>' })).not.toBeNull();
  });

  test.each([
    ['another author', { by: 'ben' }],
    ['another kind', { hidden: true }],
    ['an earlier time', { at: 1900 }],
    ['other words', { html: 'Hello you' }],
  ])('%s is not ours', async (_what, more) => {
    expect(await find([post(1, more)])).toBeNull();
  });

  test('what another operation made is not ours, and of several none can be told', async () => {
    expect(await find([post(1)], undefined, { taken: ['1'] })).toBeNull();
    expect(await find([post(1), post(2)], undefined, { taken: ['1'] })).toMatchObject({ remoteIds: ['2'] });
    expect((await find([post(1), post(2)]))?.candidates).toEqual(['1', '2']);
  });

  test('the ticket’s own text is never ours', async () => {
    expect(
      await find([], { kind: 'reply', body: 'Please' }, { authorId: 'cleo', since: new Date(1_000_000) }),
    ).toBeNull();
  });

  test('a status is there or not', async () => {
    expect(await find([], closed)).not.toBeNull();
    const open = recorder(() => ({ body: ticketRow(5, 2001) }));
    expect(await smallDesk.findApplied(open.send, '5', [closed], mark)).toBeNull();
  });
});
