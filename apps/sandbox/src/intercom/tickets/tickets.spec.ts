import type { Sandbox } from '../../sandbox.js';
import { startSandbox } from '../../sandbox.js';
import type { ErrorList, ShownPart, ShownTicket } from '../testing.js';
import { caller } from '../testing.js';

let sandbox: Sandbox;
let id: string;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control.reset();
  id = acme().contactOpensTicket({ title: 'Boots', description: 'Too <narrow>' }).id;
});

const api: ReturnType<typeof caller> = (...call) => caller(sandbox)(...call);
const acme = () => sandbox.control.intercom('acme1');
const adminId = () => acme().describe().adminId;
const typeOf = (category: string) =>
  acme()
    .describe()
    .ticketTypes.find((type) => type.category === category)?.id ?? '';
const stateOf = (label: string) =>
  acme()
    .describe()
    .ticketStates.find((state) => state.internal_label === label)?.id ?? '';
const put = (body: Record<string, unknown>, to = id) => api<ShownTicket>('PUT', `/tickets/${to}`, { body });
const reply = (over: Record<string, unknown> = {}, to = id) =>
  api<ShownPart>('POST', `/tickets/${to}/reply`, {
    body: { message_type: 'comment', type: 'admin', admin_id: adminId(), body: 'Hi', ...over },
  });
const refused = async (call: Promise<{ status: number; body: unknown }>) => {
  const { status, body } = await call;
  return [status, (body as ErrorList).errors?.[0]?.code];
};
const parts = () =>
  acme()
    .ticket(id)
    .parts.map(({ part_type }) => part_type);

test('a ticket shows type, state, attributes and who asked', async () => {
  const { body } = await api<object>('GET', `/tickets/${id}`);
  expect(body).toMatchObject({
    type: 'ticket',
    id,
    category: 'Customer',
    open: true,
    admin_assignee_id: 0,
    ticket_attributes: { _default_title_: 'Boots', _default_description_: '<p>Too &lt;narrow&gt;</p>' },
    ticket_state: { category: 'submitted' },
    contacts: { contacts: [{ id: acme().describe().customerId }] },
  });
});

test('states belong to types, in both lists', async () => {
  interface Listed {
    data: {
      id: string;
      ticket_types: { data: { id: string }[] };
      ticket_states: { data: { id: string }[] };
    }[];
  }
  const states = (await api<Listed>('GET', '/ticket_states')).body.data;
  const types = (await api<Listed>('GET', '/ticket_types')).body.data;
  const own = stateOf('Parcel on its way');
  expect(states.find((state) => state.id === own)?.ticket_types.data.map((type) => type.id)).toEqual([
    typeOf('Customer'),
  ]);
  const has = (category: string) =>
    types.find((type) => type.id === typeOf(category))?.ticket_states.data.some((state) => state.id === own);
  expect([has('Customer'), has('Back-office')]).toEqual([true, false]);
});

describe('a reply', () => {
  test('answers with the part alone', async () => {
    const { status, body } = await reply();
    expect([status, body]).toMatchObject([
      200,
      {
        type: 'ticket_part',
        part_type: 'comment',
        body: '<p>Hi</p>',
        author: { type: 'admin', id: adminId() },
      },
    ]);
    expect(acme().ticket(id).parts.at(-1)?.id).toBe(body.id);
  });

  test('by hand has no app_package_code at all', async () => {
    acme().agentActs(id, { agentId: adminId(), message: 'By hand' });
    expect(acme().ticket(id).parts[0]).not.toHaveProperty('app_package_code');
    expect((await reply()).body.app_package_code).toBeTruthy();
  });

  test('does not keep the time it was given, unless the workspace is so', async () => {
    const created_at = Math.floor(Date.now() / 1000) - 60;
    expect((await reply({ created_at })).body.created_at).toBeGreaterThan(created_at);
    acme().change({ ticketsKeepCreatedAt: true });
    expect((await reply({ created_at })).body.created_at).toBe(created_at);
  });

  test('to a back-office ticket can only be a note', async () => {
    const typeId = typeOf('Back-office');
    const inner = acme().contactOpensTicket({ title: 'Count', description: 'All', typeId }).id;
    const user = { type: 'user', admin_id: undefined, intercom_user_id: acme().describe().customerId };
    expect(await refused(reply(user, inner))).toEqual([400, 'parameter_mismatch']);
    expect(await refused(reply({}, inner))).toEqual([400, 'parameter_mismatch']);
    expect((await reply({ message_type: 'note' }, inner)).status).toBe(200);
  });
});

describe('an update', () => {
  test('sets state, assignee, attributes and open, each as a part of its own', async () => {
    const { status, body } = await put({
      ticket_state_id: stateOf('Parcel on its way'),
      assignee_id: adminId(),
      admin_id: Number(adminId()),
      ticket_attributes: { _default_title_: 'Trail boots' },
      open: false,
    });
    expect([status, body]).toMatchObject([
      200,
      {
        ticket_state: { category: 'in_progress', internal_label: 'Parcel on its way' },
        admin_assignee_id: Number(adminId()),
        ticket_attributes: { _default_title_: 'Trail boots' },
        open: false,
      },
    ]);
    expect(parts()).toEqual([
      'ticket_attribute_updated_by_admin',
      'ticket_state_updated_by_admin',
      'assignment',
      'close',
    ]);
  });

  test('to resolved leaves the ticket open', async () => {
    expect((await put({ ticket_state_id: stateOf('Resolved') })).body).toMatchObject({
      ticket_state: { category: 'resolved' },
      open: true,
    });
  });

  test('without admin_id is the doing of the platform', async () => {
    await put({ open: false });
    await put({ open: false, admin_id: adminId() });
    expect(
      acme()
        .ticket(id)
        .parts.map(({ author }) => author.type),
    ).toEqual(['bot', 'admin']);
  });

  test('assigns to a team by the same parameter, and to nobody with 0', async () => {
    const team = acme().describe().teams[0]?.id ?? '';
    await put({ assignee_id: adminId() });
    expect((await put({ assignee_id: team })).body).toMatchObject({
      admin_assignee_id: Number(adminId()),
      team_assignee_id: Number(team),
    });
    expect((await put({ assignee_id: '0' })).body).toMatchObject({
      admin_assignee_id: 0,
      team_assignee_id: 0,
    });
  });

  test.each([
    ['an unknown state', () => ({ ticket_state_id: '0' }), 400, 'ticket_state_id_invalid'],
    ['an unknown assignee', () => ({ assignee_id: '1' }), 404, 'assignee_not_found'],
    ['an unknown admin', () => ({ open: false, admin_id: 1 }), 404, 'admin_not_found'],
    ['an unknown attribute', () => ({ ticket_attributes: { colour: 'red' } }), 400, 'parameter_invalid'],
    ['open: yes', () => ({ open: 'yes' }), 400, 'parameter_invalid'],
    ['company_id', () => ({ company_id: 'x' }), 501, 'not_implemented'],
  ])('with %s changes nothing: %#', async (_case, body, status, code) => {
    expect(await refused(put({ assignee_id: adminId(), ...body() }))).toEqual([status, code]);
    expect(parts()).toEqual([]);
  });

  test('with a state of another type is refused', async () => {
    const typeId = typeOf('Back-office');
    const inner = acme().contactOpensTicket({ title: 'Count', description: 'All', typeId }).id;
    expect(await refused(put({ ticket_state_id: stateOf('Parcel on its way') }, inner))).toEqual([
      400,
      'ticket_state_id_invalid',
    ]);
  });
});

test('tags are taken, and shown only where the workspace shows them', async () => {
  const [tag] = acme().describe().tags;
  const body = { id: tag?.id, admin_id: adminId() };
  expect((await api('POST', `/tickets/${id}/tags`, { body })).status).toBe(200);
  const read = async () => (await api<ShownTicket>('GET', `/tickets/${id}`)).body.tags;
  expect(await read()).toBeUndefined();
  expect(acme().ticket(id).tags).toMatchObject([{ id: tag?.id }]);
  acme().change({ ticketsShowTags: true });
  expect(await read()).toMatchObject({ tags: [{ id: tag?.id }] });
  expect(await refused(api('POST', '/tickets/1/tags', { body }))).toEqual([404, 'ticket_not_found']);
});

test('a snoozed ticket opens by itself', async () => {
  const snoozed_until = Math.floor(Date.now() / 1000) + 60;
  expect((await put({ snoozed_until })).body).toMatchObject({ snoozed_until });
  sandbox.control.advance(60);
  expect((await api('GET', `/tickets/${id}`)).body).not.toHaveProperty('snoozed_until');
});
