import { jest } from '@jest/globals';
import type { Operation } from '@nightdesk/contract';
import { moves, OperationsDesk } from '../support/operations-desk.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

let desk: OperationsDesk;
beforeAll(async () => {
  desk = await OperationsDesk.open();
});
afterAll(() => desk.close());

test('429 parks the lane until Retry-After, uses up no attempt, and keeps the order of the ticket', async () => {
  const ticketId = desk.newTicket();
  desk.fault('429', ticketId, { retryAfter: 2 });
  const first = await desk.reply(ticketId, 'First.');
  const second = await desk.reply(ticketId, 'Second.');
  const operation = await desk.reached(first, 'confirmed');
  await desk.reached(second, 'confirmed');
  expect(moves(operation)).toEqual(['queued', 'sending', 'queued', 'sending', 'confirmed']);
  expect(operation.transitions.map(({ attempt }) => attempt)).toEqual([0, 1, 0, 1, 1]);
  const [refused, again] = [operation.transitions[2], operation.transitions[3]];
  expect(refused?.reason).toContain('rate_limited');
  expect(Date.parse(again?.at ?? '') - Date.parse(refused?.at ?? '')).toBeGreaterThanOrEqual(1_900);
  expect(desk.said(ticketId)).toEqual(['First.', 'Second.']);
});

test('a closed ticket fails at once and says why', async () => {
  const ticketId = desk.newTicket();
  desk.humanActs(ticketId, { status: 'closed' });
  const asked = await desk.reply(ticketId, 'Too late.');
  const operation = await desk.reached(asked, 'failed');
  expect(operation.reason).toContain('closed prevents ticket update');
  expect(moves(operation)).toEqual(['queued', 'sending', 'failed']);
  expect(operation.transitions.at(-1)?.requestId).toMatch(/^[0-9a-f]{16}$/);
  expect(await desk.told(asked)).toMatchObject({
    type: 'operation.failed',
    data: { state: 'failed', reason: operation.reason, partiallyApplied: false },
  });
});

test('a ticket that the platform does not have, or has no more, fails at once', async () => {
  const deleted = desk.newTicket();
  const { apiToken, url } = desk.site.describe();
  const login = Buffer.from(`ada.okafor@acme.example/token:${apiToken}`).toString('base64');
  const gone = await fetch(`${url}/api/v2/tickets/${deleted}`, {
    method: 'DELETE',
    headers: { Authorization: `Basic ${login}` },
  });
  expect(gone.status).toBe(204);
  for (const ticketId of ['999999999', deleted, 'no-number']) {
    const operation = await desk.reached(await desk.reply(ticketId, 'Hello?'), 'failed');
    expect(operation.reason).toContain('not_found');
  }
});

test('a human reply in between supersedes the operation, and nothing is sent', async () => {
  const ticketId = desk.newTicket();
  const ifNoReplySince = new Date().toISOString();
  desk.humanActs(ticketId, { message: 'I have it.' });
  const asked = await desk.reply(ticketId, 'A robot says.', { ifNoReplySince });
  const operation = await desk.reached(asked, 'failed');
  expect(operation.reason).toMatch(/^superseded: Tomás Rivera replied at /);
  expect(moves(operation)).toEqual(['queued', 'failed']);
  expect(desk.updates(ticketId)).toEqual([]);
});

test('an operation of ours in between supersedes nothing', async () => {
  const ticketId = desk.newTicket();
  const ifNoReplySince = new Date().toISOString();
  await desk.reached(await desk.reply(ticketId, 'One.'), 'confirmed');
  await desk.reached(await desk.reply(ticketId, 'Two.', { ifNoReplySince }), 'confirmed');
});

test('a status that is not among those asked for fails the operation; one that is lets it go', async () => {
  const ticketId = desk.newTicket();
  const unmet = await desk.reply(ticketId, 'Conditional.', { ifStatusIn: ['solved', 'pending'] });
  expect(await desk.reached(unmet, 'failed')).toMatchObject({
    reason: 'precondition: the ticket is new, and not solved or pending',
  });
  expect(desk.updates(ticketId)).toEqual([]);
  const met = await desk.reply(ticketId, 'Conditional.', { ifStatusIn: ['new'] });
  await desk.reached(met, 'confirmed');
});

test('a refusal in the middle is shown as partially applied, step by step', async () => {
  const ticketId = desk.newTicket();
  const asked = await desk.submit(ticketId, {
    steps: [
      { kind: 'addTags', tags: ['escalated'] },
      { kind: 'reply', body: 'A colleague takes over.' },
      { kind: 'assignee', assigneeId: '999' },
    ],
  });
  const operation = await desk.reached(asked, 'failed');
  expect(operation).toMatchObject({ partiallyApplied: true });
  expect(operation.steps.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
    'addTags confirmed',
    'reply failed',
    'assignee failed',
  ]);
  expect(desk.truth(ticketId).ticket.tags).toContain('escalated');
  expect(desk.said(ticketId)).toEqual([]);
  expect(await desk.told(asked)).toMatchObject({ data: { partiallyApplied: true } });
});

test('a crash-free operation tells each change with its reason and the platform’s request id', async () => {
  const ticketId = desk.newTicket();
  const asked = await desk.reply(ticketId, 'Told.');
  const operation = await desk.reached(asked, 'confirmed');
  const [update] = desk.updates(ticketId);
  expect(
    operation.transitions.map(({ from, to, reason, requestId }) => [from, to, reason, requestId]),
  ).toEqual([
    ['none', 'queued', 'accepted', null],
    ['queued', 'sending', 'the call to the platform begins', null],
    ['sending', 'confirmed', 'every step is on the ticket', update?.requestId],
  ]);
  expect(await desk.told(asked)).toMatchObject({
    type: 'operation.confirmed',
    ticketId,
    accountId: desk.account,
  });
});

describe('a repeated request', () => {
  const post = (ticketId: string, key: string | null, body: object) =>
    fetch(`${desk.world.url}/v1/accounts/${desk.account}/tickets/${ticketId}/operations`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Bearer ${desk.world.key}`,
        ...(key === null ? {} : { 'Idempotency-Key': key }),
      },
      body: JSON.stringify(body),
    });
  const saying = (body: string, more: object = {}) => ({ steps: [{ kind: 'reply', body }], ...more });
  const idOf = async (answer: Response) => ((await answer.json()) as Operation).id;

  test('with the same key and body gets the first answer again, with another body 422, without a key 400', async () => {
    const ticketId = desk.newTicket();
    const first = await post(ticketId, 'again-1', saying('Hello.'));
    const second = await post(ticketId, 'again-1', saying('Hello.'));
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    const answers = [await first.json(), await second.json()] as [Operation, Operation];
    expect(answers[1]).toEqual(answers[0]);
    const other = await post(ticketId, 'again-1', saying('Something else.'));
    expect([other.status, other.headers.get('content-type')]).toEqual([
      422,
      expect.stringContaining('application/problem+json'),
    ]);
    expect((await post(ticketId, null, saying('Hello.'))).status).toBe(400);
    await desk.reached(answers[0], 'confirmed');
    expect(desk.said(ticketId)).toEqual(['Hello.']);
  });

  test('ten at once with one key make one operation', async () => {
    const ticketId = desk.newTicket();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post(ticketId, 'burst', saying('Burst.'))),
    );
    const accepted = answers.filter(({ status }) => status === 202);
    expect(answers.filter(({ status }) => status !== 202 && status !== 409)).toEqual([]);
    const ids = new Set(await Promise.all(accepted.map(idOf)));
    expect(ids.size).toBe(1);
    await desk.reached({ id: [...ids][0] ?? '' }, 'confirmed');
    expect(desk.said(ticketId)).toEqual(['Burst.']);
  });

  test('with the same content under another key is the first operation, unless a repeat is allowed', async () => {
    const ticketId = desk.newTicket();
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((key) => post(ticketId, `content-${key}`, saying('Same.'))),
    );
    const ids = new Set(await Promise.all(answers.map(idOf)));
    expect(ids.size).toBe(1);
    const [id = ''] = ids;
    await desk.reached({ id }, 'confirmed');
    const repeat = await idOf(await post(ticketId, 'content-d', saying('Same.', { allowRepeat: true })));
    expect(repeat).not.toBe(id);
    await desk.reached({ id: repeat }, 'confirmed');
    expect(desk.said(ticketId)).toEqual(['Same.', 'Same.']);
  });
});

test('a missing scope holds what needs it and nothing else, says what to click, and lets go when it is granted', async () => {
  const [ticketId, other] = [desk.newTicket(), desk.newTicket()];
  desk.fault('403', ticketId, { scope: 'tickets:write' });
  const asked = await desk.reply(ticketId, 'May I?');
  const operation = await desk.reached(asked, 'held');
  expect(operation.reason).toContain('forbidden');
  expect(operation.transitions.at(-1)).toMatchObject({ from: 'sending', to: 'held', attempt: 0 });
  expect(await desk.told(asked)).toMatchObject({ type: 'operation.held' });
  expect(await desk.world.nightdesk.account(desk.account)).toMatchObject({
    state: 'needs_scopes',
    reason: expect.stringContaining('Missing: replies:write.'),
    remedy: expect.stringContaining('tickets:write'),
  });

  const both = await desk.world.nightdesk.submit(desk.account, other, {
    steps: [
      { kind: 'reply', body: 'Solved.' },
      { kind: 'status', status: 'solved' },
    ],
  });
  expect((await desk.reached(both, 'held')).reason).toMatch(/lacks replies:write: .*tickets:write/);
  const tags = await desk.world.nightdesk.submit(desk.account, desk.newTicket(), {
    steps: [{ kind: 'addTags', tags: ['goes-on'] }],
  });
  await desk.reached(tags, 'confirmed');
  expect(desk.said(ticketId)).toEqual([]);
  expect(desk.said(other)).toEqual([]);

  await desk.world.nightdesk.probe(desk.account);
  expect((await desk.world.nightdesk.account(desk.account)).state).toBe('live');
  for (const { id } of [asked, both])
    await until(async () => (await desk.world.nightdesk.operation(id)).state === 'confirmed', 20_000);
  expect(desk.said(ticketId)).toEqual(['May I?']);
  expect(desk.said(other)).toEqual(['Solved.']);
});
