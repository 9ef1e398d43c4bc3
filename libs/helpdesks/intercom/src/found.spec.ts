import type { PlatformRequest, Send, Step, WriteMark } from '@nightdesk/helpdesks/contract';
import { findApplied } from './found.js';

const since = new Date('2026-09-01T10:00:00.700Z');
const created = 1788256800;
const mark: WriteMark = { operationId: 'op_1', since, authorId: '7', taken: [] };
const reply: Step = { kind: 'reply', body: 'Hello & welcome' };
const part = (id: number, more: object = {}) => ({
  id: String(id),
  part_type: 'comment',
  body: '<p>Hello &amp; welcome</p>',
  created_at: created + id,
  author: { type: 'admin', id: '7' },
  app_package_code: 'nightdesk',
  ...more,
});

function thread(row: object): { send: Send; sent: PlatformRequest[] } {
  const sent: PlatformRequest[] = [];
  const times = { created_at: created, updated_at: created };
  const send: Send = (request) => {
    sent.push(request);
    const me = { id: '7', app: { id_code: 'ab12cd' } };
    const body = request.path === '/me' ? me : { id: 1, state: 'open', ...times, ...row };
    return Promise.resolve({ status: 200, headers: {}, body, requestId: 'r' });
  };
  return { send, sent };
}
const search = (parts: object[], group: Step[] = [reply], change: Partial<WriteMark> = {}) => {
  const { send } = thread({ conversation_parts: { conversation_parts: parts } });
  return findApplied(send, 'conversation-1', group, { ...mark, ...change });
};

test('a message is found by its words, whatever became of its mark-up', async () => {
  expect(await search([part(1, { body: '<div class="x">Hello  &amp;<br>welcome</div>' })])).toEqual({
    requestId: 'r',
    remoteIds: ['1'],
  });
});

test.each([
  ['another kind', { part_type: 'note' }],
  ['an entry', { part_type: 'close' }],
  ['another admin', { author: { type: 'admin', id: '8' } }],
  ['a customer of the same id', { author: { type: 'user', id: '7' } }],
  ['a bot of the same id', { author: { type: 'bot', id: '7' } }],
  ['other words', { body: '<p>Hello</p>' }],
  ['no words', { body: null }],
  ['an earlier time', { created_at: created - 120 }],
])('%s is not ours', async (_name, more) => {
  expect(await search([part(1, more)])).toBeNull();
});

test('a clock that is a little behind ours does not hide a write', async () => {
  expect(await search([part(1, { created_at: created - 30 })])).toMatchObject({ remoteIds: ['1'] });
});

test('what another operation made is never this one’s', async () => {
  expect(await search([part(1)], [reply], { taken: ['1'] })).toBeNull();
  expect(await search([part(1), part(2)], [reply], { taken: ['1'] })).toEqual({
    requestId: 'r',
    remoteIds: ['2'],
  });
});

test('several that fit are all told', async () => {
  const receipt = await search([part(1), part(2), part(3, { part_type: 'note' })]);
  expect(receipt?.candidates?.toSorted()).toEqual(['1', '2']);
  expect(receipt?.remoteIds).toEqual(['1']);
});

test('what came through the API comes before what the same admin typed; without any mark, both count', async () => {
  const typed = { app_package_code: null };
  expect(await search([part(1, typed), part(2)])).toEqual({ requestId: 'r', remoteIds: ['2'] });
  expect(await search([part(1, typed)])).toMatchObject({ remoteIds: ['1'] });
});

test('an admin whom the account does not know is asked for', async () => {
  const { send, sent } = thread({ conversation_parts: { conversation_parts: [part(1)] } });
  expect(await findApplied(send, 'conversation-1', [reply], { ...mark, authorId: null })).not.toBeNull();
  expect(sent.map(({ path }) => path)).toEqual(['/conversations/1', '/me']);
});

test.each<[Step, object, boolean]>([
  [{ kind: 'status', status: 'solved' }, { state: 'closed' }, true],
  [{ kind: 'status', status: 'solved' }, { state: 'open' }, false],
  [{ kind: 'assignee', assigneeId: '9' }, { admin_assignee_id: 9 }, true],
  [{ kind: 'assignee', assigneeId: null }, { admin_assignee_id: 0 }, true],
  [{ kind: 'assignee', assigneeId: null }, { admin_assignee_id: 9 }, false],
  [{ kind: 'addTags', tags: ['VIP'] }, { tags: { tags: [{ id: 1, name: 'vip' }] } }, true],
  [{ kind: 'addTags', tags: ['vip', 'x'] }, { tags: { tags: [{ id: 1, name: 'vip' }] } }, false],
  [{ kind: 'removeTags', tags: ['vip'] }, { tags: { tags: [] } }, true],
  [{ kind: 'removeTags', tags: ['vip'] }, { tags: { tags: [{ id: 1, name: 'vip' }] } }, false],
])('%j is read from %j: %s', async (step, row, applied) => {
  const receipt = await findApplied(thread(row).send, 'conversation-1', [step], mark);
  expect(receipt !== null).toBe(applied);
});

test('a ticket that does not list its tags proves nothing', async () => {
  const row = { ticket_state: { category: 'submitted' } };
  const group: Step[] = [{ kind: 'removeTags', tags: ['vip'] }];
  expect(await findApplied(thread(row).send, 'ticket-1', group, mark)).toBeNull();
});
