import nodeZendesk from 'node-zendesk';
import { startSandbox, type Sandbox } from '../sandbox.js';

/**
 * The public client of others, unmodified, pointed at the sandbox. It was written against the real Zendesk and shares no
 * line with ours: what it understands here is not only our own reading.
 */
let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, host: '127.0.0.1' });
});
afterEach(() => sandbox.close());

const site = () => sandbox.control.zendesk('acme');
const admin = () => {
  const { users, adminId } = site().describe();
  return users.find(({ id }) => id === adminId);
};
const client = (how: 'token' | 'key' = 'token') => {
  const endpointUri = `${sandbox.url}/zendesk/acme/api/v2`;
  const { apiToken } = site().describe();
  return nodeZendesk.createClient(
    how === 'key'
      ? { endpointUri, username: admin()?.email ?? '', token: apiToken }
      : { endpointUri, oauth: true, token: site().issueToken().accessToken },
  );
};
const opened = () => Number(site().desk.customerOpens('Tent arrived torn', 'The seam is open.'));

test.each(['token', 'key'] as const)('it sees who it is, by %s', async (how) => {
  const { result } = await client(how).users.me();
  expect(result).toMatchObject({ id: admin()?.id, role: 'admin', email: admin()?.email });
});

test('it lists tickets over all pages, and ends', async () => {
  const { ids } = site().bulk(230);
  const listed = await client().tickets.list();
  expect(listed.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
  expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
});

test('it lists what changed since', async () => {
  sandbox.control.advance(3600);
  const start_time = Math.floor(sandbox.world.clock.now() / 1000);
  const id = opened();
  sandbox.control.advance(120);
  const answer: unknown = await client().tickets.get(['incremental', 'tickets', 'cursor', { start_time }]);
  expect(answer).toMatchObject({ result: [{ id, subject: 'Tent arrived torn' }] });
});

test('it shows a ticket and its conversation', async () => {
  const id = opened();
  expect((await client().tickets.show(id)).result).toMatchObject({ id, status: 'new' });
  expect(await client().tickets.getComments(id)).toMatchObject([{ body: 'The seam is open.', public: true }]);
});

test('it replies, solves and assigns in one update', async () => {
  const id = opened();
  const change = {
    ticket: {
      comment: { body: 'A new one is on its way.', public: true },
      status: 'solved' as const,
      assignee_id: admin()?.id ?? 0,
    },
  };
  const { result } = await client().tickets.update(id, change);
  expect(result).toMatchObject({ id, status: 'solved', assignee_id: admin()?.id });
  expect(
    site()
      .desk.show(String(id))
      .messages.map(({ text }) => text),
  ).toEqual(['The seam is open.', 'A new one is on its way.']);
});

test('its tags are added to those that are there', async () => {
  const id = opened();
  const call = client();
  await call.tickets.update(id, { ticket: { tags: ['torn'] } });
  // its declaration says a list; it sends what it is given, and the platform wants this object
  const tickets = call.tickets as unknown as { addTags(id: number, body: object): Promise<unknown> };
  await tickets.addTags(id, { tags: ['vip'] });
  expect(site().ticket(id).ticket.tags).toEqual(['torn', 'vip']);
});

test('it understands refusals of both kinds', async () => {
  await expect(client().tickets.show(999_999)).rejects.toThrow('Item not found');
  site().revokeTokens();
  const revoked = client();
  site().revokeTokens();
  await expect(revoked.users.me()).rejects.toThrow('Not Authorized');
});
