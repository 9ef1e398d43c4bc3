import { jest } from '@jest/globals';
import type { Operation } from '@nightdesk/contract';
import { Desk } from '../support/desk.js';
import { until } from '../support/until.js';

jest.setTimeout(90_000);

const workspace = 'acme1';
const text = 'A new one is on its way.';

let desk: Desk;
let account: string;
let key: string;
beforeAll(async () => {
  desk = await Desk.start();
  key = site().issueToken().accessToken;
  const entered = { platform: 'intercom', region: 'us', key, signingSecret: 'sandbox-secret' };
  ({ accountId: account } = await api().connectByKey(entered));
  await until(async () => (await api().account(account)).state === 'live');
});
afterAll(() => desk.stop());

const api = () => desk.world.nightdesk;
const site = () => desk.world.sandbox.control.intercom(workspace);

/** A reply whose answer was lost, beside one with the same text that somebody else has just written with the same token. */
async function undecidable(): Promise<{ id: string; conversation: string; operation: Operation }> {
  const conversation = site().desk.customerOpens('Pole', 'It broke.');
  const { adminId: admin_id } = site().describe();
  const written = await fetch(`${desk.world.sandbox.url}/intercom/conversations/${conversation}/reply`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${key}`,
      'Content-Type': 'application/json',
      'Intercom-Version': '2.16',
    },
    body: JSON.stringify({ message_type: 'comment', type: 'admin', admin_id, body: text }),
  });
  expect(written.status).toBe(200);
  desk.world.sandbox.control.fault({
    platform: 'intercom',
    site: workspace,
    kind: 'reset-after',
    match: { method: 'POST', ticketId: conversation },
  });
  const steps = [
    { kind: 'reply' as const, body: text },
    { kind: 'addTags' as const, tags: ['warranty'] },
  ];
  const { id } = await api().submit(account, `conversation-${conversation}`, { steps });
  const operation = await until(async () => {
    const now = await api().operation(id);
    return now.review ? now : null;
  }, 40_000);
  return { id, conversation, operation };
}

const said = (conversation: string) =>
  site()
    .conversation(conversation)
    .parts.filter(({ body }) => body?.includes(text));
const reached = (id: string, state: Operation['state']) =>
  until(async () => {
    const now = await api().operation(id);
    return now.state === state ? now : null;
  }, 40_000);

test('two things on the ticket that fit are shown to a person, and nothing is sent before the decision', async () => {
  const { id, conversation, operation } = await undecidable();
  expect(operation).toMatchObject({
    state: 'unknown',
    cause: 'undecidable',
    review: { positions: [0], attempts: 1 },
  });
  expect(operation.review?.candidates).toHaveLength(2);
  expect(operation.reason).toContain('a person must decide');
  const later = await api().submit(account, `conversation-${conversation}`, {
    steps: [{ kind: 'note', body: 'Behind it.' }],
  });
  await expect(api().cancel(id)).rejects.toMatchObject({ status: 409 });
  await expect(api().replay(id)).rejects.toMatchObject({ status: 409 });
  expect((await api().operation(later.id)).state).toBe('queued');

  const decided = await api().decide(id, 'landed');
  expect(decided).toMatchObject({ review: null, steps: [{ state: 'confirmed' }, { state: 'pending' }] });
  expect((await reached(id, 'confirmed')).steps.map(({ state }) => state)).toEqual([
    'confirmed',
    'confirmed',
  ]);
  await reached(later.id, 'confirmed');
  expect(said(conversation)).toHaveLength(2);
  await expect(api().decide(id, 'landed')).rejects.toMatchObject({ status: 409 });
});

test('“send again” sends it once more without another look, and “give up” sends nothing more', async () => {
  const [again, never] = [await undecidable(), await undecidable()];
  expect((await api().decide(again.id, 'send_again')).state).toBe('unknown');
  const given = await api().decide(never.id, 'give_up');
  expect(given).toMatchObject({ state: 'failed', cause: 'given_up' });
  await reached(again.id, 'confirmed');
  expect(said(again.conversation)).toHaveLength(3);
  expect(said(never.conversation)).toHaveLength(2);
});

test('what the ticket is already is confirmed without a write, and what is behind it goes on', async () => {
  const conversation = site().desk.customerOpens('Pole', 'It broke.');
  const submit = (steps: Parameters<ReturnType<typeof api>['submit']>[2]['steps']) =>
    api().submit(account, `conversation-${conversation}`, { steps });
  const asked = await submit([{ kind: 'status', status: 'open' }]);
  const later = await submit([{ kind: 'note', body: 'Behind it.' }]);
  expect(await reached(asked.id, 'confirmed')).toMatchObject({
    reason: 'the ticket was so already: nothing had to be sent',
    steps: [{ state: 'confirmed' }],
  });
  await reached(later.id, 'confirmed');
});

test('a reply of our own supersedes nothing, also where the platform carries no mark; a person’s does', async () => {
  const conversation = site().desk.customerOpens('Pole', 'It broke.');
  const ifNoReplySince = new Date(Date.now() - 1_000).toISOString();
  const reply = (body: string) =>
    api().submit(account, `conversation-${conversation}`, {
      steps: [{ kind: 'reply', body }],
      ifNoReplySince,
    });
  await reached((await reply('One.')).id, 'confirmed');
  await reached((await reply('Two.')).id, 'confirmed');
  site().agentActs(conversation, { agentId: site().describe().adminId, message: 'By hand.' });
  const late = await reached((await reply('Three.')).id, 'failed');
  expect(late.reason).toMatch(/^superseded/);
});
