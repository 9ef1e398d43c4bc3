import type { Sandbox } from '../../sandbox.js';
import { startSandbox } from '../../sandbox.js';
import type { ShownConversation } from '../testing.js';
import { caller } from '../testing.js';

let sandbox: Sandbox;
let id: string;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control.reset();
  id = acme().desk.customerOpens('Tent & poles', 'It <b>snapped</b>\nin two');
});

const api: ReturnType<typeof caller> = (...call) => caller(sandbox)(...call);
const acme = () => sandbox.control.intercom('acme1');
const admin = (name: string) =>
  acme()
    .describe()
    .admins.find((one) => one.name.startsWith(name))?.id ?? '';
const post = <Body = ShownConversation>(path: string, over: Record<string, unknown>) =>
  api<Body>('POST', `/conversations/${id}${path}`, {
    body: { type: 'admin', admin_id: admin('Ada'), ...over },
  });
const reply = (over: Record<string, unknown> = {}) =>
  post('/reply', { message_type: 'comment', body: '<p>Hi</p>', ...over });
const refused = async (call: Promise<{ status: number; body: unknown }>) => {
  const { status, body } = await call;
  return [status, (body as { errors?: { code: string }[] }).errors?.[0]?.code];
};
const show = async (query = '') => (await api<ShownConversation>('GET', `/conversations/${id}${query}`)).body;
const last = ({ conversation_parts: { conversation_parts: parts } }: ShownConversation) => parts.at(-1);

describe('reading', () => {
  test('subjects and bodies are HTML, or plain text when asked for', async () => {
    expect((await show()).source).toMatchObject({
      subject: '<p>Tent &amp; poles</p>',
      body: '<p>It &lt;b&gt;snapped&lt;/b&gt;<br>in two</p>',
    });
    expect((await show('?display_as=plaintext')).source).toMatchObject({
      subject: 'Tent & poles',
      body: 'It <b>snapped</b>\nin two',
    });
  });

  test('shows the 500 newest parts and counts them all', async () => {
    acme().bulk(503, 'parts', id);
    const { conversation_parts: shown } = await show();
    expect([shown.conversation_parts.length, shown.total_count]).toEqual([500, 503]);
    expect(shown.conversation_parts[0]?.body).toBe('<p>Message 4</p>');
    expect(acme().conversation(id).parts).toHaveLength(503);
  });

  test('the list is paged by cursor and has no parts', async () => {
    interface List {
      conversations: ShownConversation[];
      pages: { next?: { starting_after: string } };
    }
    const first = await api<List>('GET', '/conversations?per_page=5');
    const after = encodeURIComponent(first.body.pages.next?.starting_after ?? '');
    const second = await api<List>('GET', `/conversations?per_page=5&starting_after=${after}`);
    const all = [...first.body.conversations, ...second.body.conversations];
    expect(new Set(all.map((one) => one.id))).toEqual(new Set(acme().describe().conversationIds));
    expect(all[0]).not.toHaveProperty('conversation_parts');
    expect(second.body.pages.next).toBeUndefined();
  });

  test('deleted ones are gone, and listed in numbered pages', async () => {
    const { ids } = acme().bulk(3);
    for (const gone of ids) acme().deleteConversation(gone);
    expect(await refused(api('GET', `/conversations/${ids[0]}`))).toEqual([404, 'not_found']);
    const { body } = await api<object>('GET', '/conversations/deleted?per_page=2');
    expect(body).toMatchObject({
      total_count: 3,
      pages: { page: 1, total_pages: 2, next: expect.stringContaining('page=2') },
      conversations: [
        { id: ids[2], metrics_retained: false },
        { id: ids[1], metrics_retained: false },
      ],
    });
    expect(await refused(api('GET', '/conversations/deleted?per_page=61'))).toEqual([
      400,
      'parameter_invalid',
    ]);
  });
});

describe('a reply', () => {
  test('answers with the whole conversation; the part is marked with the package of the app', async () => {
    const { status, body } = await reply();
    expect([status, body.id]).toEqual([200, id]);
    expect(last(body)).toMatchObject({
      part_type: 'comment',
      body: '<p>Hi</p>',
      author: { type: 'admin', id: admin('Ada') },
      app_package_code: sandbox.control.intercomApp('nightdesk').describe().packageCode,
      external_id: null,
    });
    acme().agentActs(id, { agentId: admin('Ada'), message: 'By hand' });
    expect(last(await show())).toMatchObject({ body: '<p>By hand</p>', app_package_code: null });
  });

  test.each([
    ['Just words', '<p>Just words</p>'],
    ['One\nTwo', '<p>One<br>Two</p>'],
    [
      '<html><body><p>It&#39;s &quot;A&quot; &amp; B</p>  <p>C</p></body></html>',
      '<p>It\'s "A" &amp; B</p>\n<p>C</p>',
    ],
    ['<ul>  <li>x</li>  <li>y</li> </ul>', '<ul>\n<li>x</li>\n<li>y</li>\n</ul>'],
    ['<p>a<script>alert(1)</script></p>', '<p>a</p>'],
  ])('keeps %s in its own form', async (sent, kept) => {
    expect(last((await reply({ body: sent })).body)?.body).toBe(kept);
  });

  test('twice is two parts: nothing guards against it', async () => {
    await reply();
    await reply();
    expect(acme().conversation(id).parts).toHaveLength(2);
  });

  test('keeps the time it was given', async () => {
    const at = Math.floor(Date.now() / 1000) - 3;
    expect(last((await reply({ created_at: at })).body)?.created_at).toBe(at);
    expect(await refused(reply({ created_at: at + 3600 }))).toEqual([400, 'parameter_invalid']);
  });

  test('can be a note, and a note is what a teammate without a seat can write', async () => {
    expect(last((await reply({ message_type: 'note' })).body)?.part_type).toBe('note');
    expect(await refused(reply({ admin_id: admin('Lena') }))).toEqual([403, 'action_forbidden']);
    expect((await reply({ admin_id: admin('Lena'), message_type: 'note' })).status).toBe(200);
  });

  test('of the contact is a comment, and the open part itself when it reopens', async () => {
    const said = { type: 'user', admin_id: undefined, intercom_user_id: acme().describe().customerId };
    expect(last((await reply(said)).body)).toMatchObject({ part_type: 'comment', author: { type: 'user' } });
    await post('/parts', { message_type: 'close' });
    const { body } = await reply({ ...said, body: 'Again' });
    expect(body).toMatchObject({ state: 'open', open: true });
    expect(last(body)).toMatchObject({ part_type: 'open', body: '<p>Again</p>' });
  });

  test.each([
    [{ body: undefined }, 400, 'parameter_not_found'],
    [{ admin_id: undefined }, 400, 'parameter_not_found'],
    [{ message_type: undefined }, 400, 'parameter_not_found'],
    [{ message_type: 'shout' }, 400, 'parameter_invalid'],
    [{ type: 'bot' }, 400, 'parameter_invalid'],
    [{ admin_id: '1' }, 404, 'admin_not_found'],
    [
      { attachment_urls: Array.from({ length: 11 }, () => 'https://x.example/a.png') },
      400,
      'parameter_invalid',
    ],
    [{ attachment_urls: ['https://x.example/a.png'] }, 501, 'not_implemented'],
    [{ message_type: 'quick_reply' }, 501, 'not_implemented'],
    [{ external_id: 'op_1' }, 501, 'not_implemented'],
  ])('with %j is refused: %i %s', async (over, status, code) => {
    expect(await refused(reply(over))).toEqual([status, code]);
    expect(acme().conversation(id).parts).toEqual([]);
  });
});

describe('managing', () => {
  const parts = () =>
    acme()
      .conversation(id)
      .parts.map(({ part_type }) => part_type);

  test('each close and open makes a part, also when nothing changes', async () => {
    expect((await post('/parts', { message_type: 'close' })).body).toMatchObject({
      state: 'closed',
      open: false,
    });
    await post('/parts', { message_type: 'close', body: 'Bye' });
    expect((await post('/parts', { message_type: 'open' })).body).toMatchObject({
      state: 'open',
      open: true,
    });
    expect(parts()).toEqual(['close', 'close', 'open']);
  });

  test('a snoozed conversation opens by itself when its time comes', async () => {
    const snoozed_until = Math.floor(Date.now() / 1000) + 600;
    const { body } = await post('/parts', { message_type: 'snoozed', snoozed_until });
    expect(body).toMatchObject({ state: 'snoozed', open: true, snoozed_until });
    sandbox.control.advance(600);
    expect(await show()).toMatchObject({ state: 'open', snoozed_until: null, updated_at: snoozed_until });
    expect(await refused(post('/parts', { message_type: 'snoozed', snoozed_until }))).toEqual([
      400,
      'parameter_invalid',
    ]);
  });

  test('assigns to an admin and to a team, and to nobody with 0', async () => {
    const assign = (type: string, assignee_id: string | number) =>
      post('/parts', { message_type: 'assignment', type, assignee_id });
    const tomas = admin('Tomás');
    const { body } = await assign('admin', tomas);
    expect(body.admin_assignee_id).toBe(Number(tomas));
    expect(last(body)).toMatchObject({ part_type: 'assignment', assigned_to: { type: 'admin', id: tomas } });
    const team = acme().describe().teams[0]?.id ?? '';
    expect((await assign('team', team)).body).toMatchObject({
      admin_assignee_id: Number(tomas),
      team_assignee_id: Number(team),
    });
    expect((await assign('admin', 0)).body.admin_assignee_id).toBe(0);
    expect(await refused(assign('admin', 1))).toEqual([404, 'assignee_not_found']);
    expect(await refused(assign('admin', team))).toEqual([404, 'assignee_not_found']);
  });

  test('assigning a closed conversation opens it', async () => {
    await post('/parts', { message_type: 'close' });
    const { body } = await post('/parts', { message_type: 'assignment', assignee_id: admin('Tomás') });
    expect([body.state, last(body)?.part_type]).toEqual(['open', 'assign_and_reopen']);
  });

  test.each([
    [{ message_type: 'assignment', type: undefined, assignee_id: '1' }, 400, 'parameter_not_found'],
    [{ message_type: 'assignment' }, 400, 'parameter_not_found'],
    [{ message_type: 'snoozed' }, 400, 'parameter_not_found'],
    [{ message_type: 'delete' }, 400, 'parameter_invalid'],
    [{ message_type: 'close', admin_id: '1' }, 404, 'admin_not_found'],
  ])('%j is refused: %i %s', async (over, status, code) => {
    expect(await refused(post('/parts', over))).toEqual([status, code]);
    expect(parts()).toEqual([]);
  });
});

describe('tags', () => {
  const saved = (body: unknown) => api<{ id: string; name: string }>('POST', '/tags', { body });

  test('are made once, whatever their case, and can be renamed where the name is free', async () => {
    const { body: tag } = await saved({ name: 'VIP' });
    expect((await saved({ name: 'vip' })).body.id).toBe(tag.id);
    expect((await saved({ name: 'Very VIP', id: tag.id })).body.name).toBe('Very VIP');
    expect(await refused(saved({ name: 'Shipping', id: tag.id }))).toEqual([409, 'conflict']);
    expect(await refused(saved({ name: ' ' }))).toEqual([400, 'parameter_invalid']);
  });

  test('are put on and taken off one by one, as often as one likes', async () => {
    const { body: tag } = await saved({ name: 'VIP' });
    const { body: other } = await saved({ name: 'Tent' });
    await post('/tags', { id: other.id, type: undefined });
    for (const _twice of [1, 2])
      expect((await post<object>('/tags', { id: tag.id, type: undefined })).body).toMatchObject({
        type: 'tag',
        id: tag.id,
        applied_by: { type: 'admin', id: admin('Ada') },
      });
    const names = async () => (await show()).tags.tags.map(({ name }) => name);
    expect(await names()).toEqual(['Tent', 'VIP']);
    const body = { admin_id: admin('Ada') };
    for (const _twice of [1, 2])
      expect((await api('DELETE', `/conversations/${id}/tags/${tag.id}`, { body })).status).toBe(200);
    expect(await names()).toEqual(['Tent']);
    expect(acme().conversation(id).parts).toEqual([]);
    expect(await refused(api('DELETE', `/conversations/${id}/tags/1`, { body }))).toEqual([
      404,
      'tag_not_found',
    ]);
  });
});
