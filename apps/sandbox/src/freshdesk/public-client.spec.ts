import Freshdesk from 'freshdesk-api';
import type { Sandbox } from '../sandbox.js';
import { startSandbox } from '../sandbox.js';
import { agentOf } from './testing/client.js';

/** The public client from npm, unmodified: what it can do with the platform it can do here. */
type Row = Record<string, unknown> & { id: number };

let sandbox: Sandbox;
let client: Freshdesk;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control.reset();
  client = new Freshdesk(`${sandbox.url}/freshdesk/acme`, 'sandbox-freshdesk-key');
});

interface More {
  pageIsLast: boolean;
  requestId: string;
}
type Answered = (error: Error | null, data: unknown, more: More) => void;

/** One call as a promise; the client itself takes callbacks. */
const asked = <Data = Row>(call: (answered: Answered) => void): Promise<Data & { more: More }> =>
  new Promise((resolve, reject) => {
    call((error, data, more) =>
      error ? reject(error) : resolve(Object.assign(data as Data & object, { more })),
    );
  });

const acme = () => sandbox.control.freshdesk('acme');

test('who am I', async () => {
  const me = await asked((answered) => client.getAgent('me' as never, answered as never));
  expect(me).toMatchObject({ id: acme().describe().adminId, contact: { name: 'Ada Okafor' } });
});

test('list what changed, page by page', async () => {
  const since = new Date(Date.now() - 60 * 24 * 3600_000).toISOString();
  const page = (number: number) =>
    asked<Row[]>((answered) =>
      client.listAllTickets(
        {
          updated_since: since,
          order_by: 'updated_at',
          order_type: 'asc',
          per_page: 4,
          page: number,
        } as never,
        answered as never,
      ),
    );
  const [first, second] = [await page(1), await page(2)];
  expect([first.more.pageIsLast, second.more.pageIsLast]).toEqual([false, true]);
  const ids = [...first, ...second].map(({ id }) => id);
  expect(ids.toSorted((one, other) => one - other)).toEqual([201, 202, 203, 204, 205, 206, 207]);
});

test('show a ticket with its conversation', async () => {
  const ticket = await asked((answered) => client.getTicket(201, answered as never));
  expect(ticket).toMatchObject({ subject: 'Rain cover missing from the parcel' });
  const thread = await asked<Row[]>((answered) => client.listAllConversations(201, answered as never));
  expect(thread.map((row) => row['incoming'])).toEqual([false, false, true]);
});

test('reply, note, status, tags and assignment', async () => {
  const tomas = agentOf(sandbox, 'Tomás').id;
  const reply = await asked((answered) =>
    client.createReply(202, { body: '<p>Winter gas</p>' }, answered as never),
  );
  const note = await asked((answered) =>
    client.createNote(202, { body: 'Checked', private: true }, answered as never),
  );
  for (const change of [{ status: 4 }, { tags: ['presales', 'stoves'] }, { responder_id: tomas }])
    await asked((answered) => client.updateTicket(202, change, answered as never));
  const truth = acme().ticket(202);
  expect(truth.ticket).toMatchObject({ status: 4, tags: ['presales', 'stoves'], responder_id: tomas });
  expect(truth.conversations).toMatchObject([
    { id: reply.id, private: false, body_text: 'Winter gas' },
    { id: note.id, private: true },
  ]);
});

test('search, create, delete and restore', async () => {
  const found = await asked<{ total: number }>((answered) =>
    client.filterTickets('status:3', 1, answered as never),
  );
  expect(found.total).toBe(1);
  const wanted = { subject: 'S', description: 'D', email: 'nia@mail.example', status: 2, priority: 1 };
  const { id } = await asked((answered) => client.createTicket(wanted, answered as never));
  await new Promise((resolve) => client.deleteTicket(id, resolve as never));
  expect(acme().ticket(id).deleted).toBe(true);
  await new Promise((resolve) => client.restoreTicket(id, resolve as never));
  expect(acme().ticket(id).deleted).toBe(false);
});

test('refusals reach it as it knows them', async () => {
  const refused = asked((answered) => client.updateTicket(202, { status: 99 }, answered as never));
  await expect(refused).rejects.toMatchObject({ status: 400, message: 'Validation failed' });
  acme().foreignUse({ calls: 400 });
  const throttled = asked((answered) => client.getTicket(202, answered as never));
  await expect(throttled).rejects.toMatchObject({ status: 429, retryAfter: 60 });
});
