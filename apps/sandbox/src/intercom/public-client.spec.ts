import { IntercomClient, IntercomError } from 'intercom-client';
import type { Sandbox } from '../sandbox.js';
import { startSandbox } from '../sandbox.js';
import { seededToken } from './testing.js';

/** The public client of the platform, unmodified: what it can do there it can do here. */
let sandbox: Sandbox;
let client: IntercomClient;
let id: string;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control.reset();
  id = acme().desk.customerOpens('Tent pole', 'It snapped');
  sandbox.control.advance(2);
  client = made();
});

const acme = () => sandbox.control.intercom('acme1');
const adminId = () => acme().describe().adminId;
const made = (token = seededToken, version = '2.16') =>
  new IntercomClient({
    environment: `${sandbox.url}/intercom`,
    token,
    headers: { 'Intercom-Version': version },
    maxRetries: 0,
  });

test('whoami', async () => {
  const me = await client.admins.identify();
  expect(me).toMatchObject({ id: adminId(), app: { id_code: 'acme1', region: 'US' } });
});

test('lists what changed since, page after page', async () => {
  const { ids } = acme().bulk(25);
  sandbox.control.advance(2);
  const seen: string[] = [];
  const page = await client.conversations.search({
    query: { field: 'updated_at', operator: '>', value: String(Math.floor(Date.now() / 1000) - 60) },
    pagination: { per_page: 10 },
  });
  for await (const conversation of page) seen.push(conversation.id ?? '');
  expect(seen.toSorted()).toEqual([id, ...ids].toSorted());
});

test('shows a conversation with its parts', async () => {
  acme().desk.customerReplies(id, 'Hello?');
  const shown = await client.conversations.find({ conversation_id: id, display_as: 'plaintext' });
  expect(shown).toMatchObject({ id, state: 'open', source: { body: 'It snapped' } });
  expect(shown.conversation_parts?.conversation_parts?.[0]).toMatchObject({
    part_type: 'comment',
    body: 'Hello?',
  });
});

test('replies, closes, assigns and tags', async () => {
  const said = { type: 'admin', admin_id: adminId() } as const;
  await client.conversations.reply({
    conversation_id: id,
    body: { ...said, message_type: 'comment', body: 'A new one is coming' },
  });
  await client.conversations.manage({
    conversation_id: id,
    body: { ...said, message_type: 'assignment', assignee_id: adminId() },
  });
  await client.conversations.manage({ conversation_id: id, body: { ...said, message_type: 'close' } });
  const tag = await client.tags.create({ name: 'warranty' });
  await client.tags.tagConversation({ conversation_id: id, id: tag.id ?? '', admin_id: adminId() });
  const { conversation, parts } = acme().conversation(id);
  expect(parts.map(({ part_type }) => part_type)).toEqual(['comment', 'assignment', 'close']);
  expect(parts[0]?.body).toBe('<p>A new one is coming</p>');
  expect(conversation).toMatchObject({ state: 'closed', admin_assignee_id: Number(adminId()) });
  expect(conversation.tags.tags.map(({ name }) => name)).toEqual(['warranty']);
  await client.tags.untagConversation({ conversation_id: id, tag_id: tag.id ?? '', admin_id: adminId() });
  expect(acme().conversation(id).conversation.tags.tags).toEqual([]);
});

test('reads, answers and resolves a ticket', async () => {
  const ticketId = acme().contactOpensTicket({ title: 'Boots', description: 'Too narrow' }).id;
  expect(await client.tickets.get({ ticket_id: ticketId })).toMatchObject({
    id: ticketId,
    ticket_attributes: { _default_title_: 'Boots' },
  });
  const part = await client.tickets.reply({
    ticket_id: ticketId,
    body: { message_type: 'comment', type: 'admin', admin_id: adminId(), body: 'On its way' },
  });
  expect(part).toMatchObject({ part_type: 'comment', body: '<p>On its way</p>' });
  const states = await client.ticketStates.listTicketStates();
  const resolved = states.data?.find((state) => state?.category === 'resolved');
  await client.tickets.update({ ticket_id: ticketId, ticket_state_id: resolved?.id ?? '' });
  expect(acme().ticket(ticketId).ticket.ticket_state?.category).toBe('resolved');
});

test('tells refusals by their status and code', async () => {
  const refused = async (call: Promise<unknown>) => {
    const error: unknown = await call.then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(error instanceof IntercomError)) throw new Error('the call was not refused');
    const { errors } = error.body as { errors: { code: string }[] };
    return [error.statusCode, errors[0]?.code];
  };
  expect(await refused(made('wrong').admins.identify())).toEqual([401, 'unauthorized']);
  expect(await refused(made(seededToken, '0.1').admins.identify())).toEqual([
    400,
    'intercom_version_invalid',
  ]);
  expect(await refused(client.conversations.find({ conversation_id: '1' }))).toEqual([404, 'not_found']);
  acme().removeScope('read_tags');
  expect(await refused(client.tags.list())).toEqual([403, 'forbidden']);
  acme().foreignUse({ calls: 5000 });
  expect(await refused(client.tags.list())).toEqual([429, 'rate_limit_exceeded']);
});
