import {
  capabilities,
  createSend,
  type HelpdeskCredential,
  type Step,
  type WriteMark,
} from '@nightdesk/helpdesks/contract';
import { describeAdapter } from '@nightdesk/helpdesks/contract/testing';
import { Outbound } from '@nightdesk/platform/http';
import { startSandbox, type Sandbox } from '../../apps/sandbox/src/sandbox.js';
import { adapterOn, intercomRemote, intercomTraits, type Kind } from './intercom-remote.js';

const outbound = new Outbound({ allowPrivateHosts: ['127.0.0.1'] });
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, host: '127.0.0.1', seed: false });
});
afterAll(async () => {
  outbound.close();
  await sandbox.close();
});

const adapter = adapterOn(() => sandbox);
describeAdapter('intercom conversations', {
  adapter,
  traits: intercomTraits.conversation,
  remote: () => intercomRemote(sandbox, 'conversation'),
});
// a ticket also takes what the adapter cannot promise for conversations
describeAdapter('intercom tickets', {
  adapter: Object.assign(
    adapterOn(() => sandbox),
    { statuses: ['open', 'pending', 'solved'] },
  ),
  traits: intercomTraits.ticket,
  remote: () => intercomRemote(sandbox, 'ticket'),
});

describe('what only Intercom has', () => {
  const begin = async (kind: Kind = 'conversation') => {
    const remote = await intercomRemote(sandbox, kind);
    const as = (credential: HelpdeskCredential) =>
      createSend({ outbound, adapter, baseUrl: remote.baseUrl, credential, now: () => new Date() });
    const workspace = sandbox.control.intercom('fresh');
    const mark: WriteMark = { operationId: 'op_1', since: new Date(), authorId: remote.agentId, taken: [] };
    const admin = as(remote.credentials.admin);
    const perform = (ticketId: string, step: Step) => adapter.apply(admin, ticketId, [step], mark);
    return { remote, as, workspace, app: sandbox.control.intercomApp('fresh-app'), mark, admin, perform };
  };
  const calls = async (work: () => Promise<unknown>) => {
    sandbox.control.clearRequests();
    await work();
    return sandbox.control.requests().length;
  };
  const reply: Step = { kind: 'reply', body: 'x' };

  test('a long thread keeps its first message and the 500 newest parts', async () => {
    const { remote, workspace, admin } = await begin();
    const ticketId = await remote.customerOpens('Help', 'First');
    workspace.bulk(520, 'parts', ticketId.replace('conversation-', ''));
    const { messages } = await adapter.getTicket(admin, ticketId);
    expect([messages[0]?.body, messages.at(-1)?.body, messages.length]).toEqual([
      'First',
      'Message 520',
      501,
    ]);
  });

  test('more changes than a slice holds are all listed, over both kinds', async () => {
    const { workspace, admin } = await begin();
    const since = new Date(sandbox.world.clock.now() - 1000);
    const conversations = workspace.bulk(1_000).ids;
    sandbox.control.advance(60);
    conversations.push(...workspace.bulk(1_000).ids);
    const tickets = workspace.bulk(10, 'tickets').ids;
    sandbox.control.advance(3);
    const found = new Set<string>();
    let cursor: string | null = null;
    do {
      const page = await adapter.listChanged(admin, { since, cursor });
      for (const { id } of page.tickets) found.add(id);
      cursor = page.cursor;
    } while (cursor !== null);
    const wanted = [
      ...conversations.map((id) => `conversation-${id}`),
      ...tickets.map((id) => `ticket-${id}`),
    ];
    expect(found).toEqual(new Set(wanted));
  });

  test('a change that the index has not learnt of is found from one overlap earlier', async () => {
    const { remote, workspace, admin } = await begin();
    workspace.change({ indexDelaySeconds: 30 });
    const ticketId = await remote.customerOpens('Help', 'Please');
    sandbox.control.advance(10);
    const listed = async (since: number) =>
      (await adapter.listChanged(admin, { since: new Date(since), cursor: null })).tickets.map(
        ({ id }) => id,
      );
    const mark = sandbox.world.clock.now();
    expect(await listed(mark - 60_000)).toEqual([]);
    sandbox.control.advance(60);
    expect(await listed(mark)).toEqual([]);
    expect(await listed(mark - 300_000)).toEqual([ticketId]);
  });

  test('a token without the scope for tickets lists and is granted conversations', async () => {
    const { remote, as, workspace } = await begin();
    const ticketId = await remote.customerOpens('Help', 'Please');
    workspace.contactOpensTicket({ title: 'Hidden', description: 'x' });
    await remote.settle();
    const scopes = ['read_conversations', 'write_conversations', 'read_tags', 'write_tags'] as const;
    const { accessToken } = workspace.issueToken({ clientId: 'fresh-app', scopes: [...scopes] });
    const send = as({ kind: 'oauth', accessToken });
    const { findings } = await adapter.probe(send, capabilities);
    expect(findings.map(({ verdict }) => verdict)).toEqual([
      'granted',
      ...Array.from({ length: 4 }, () => 'unknown'),
    ]);
    const first = await adapter.listChanged(send, { since: new Date(Date.now() - 60_000), cursor: null });
    const second = await adapter.listChanged(send, { since: new Date(0), cursor: first.cursor });
    expect([first.tickets.map(({ id }) => id), second]).toEqual([[ticketId], { tickets: [], cursor: null }]);
  });

  test('where Intercom looks for the record before the scope, a probe of writing stays unknown', async () => {
    const { remote, as, app } = await begin();
    app.change({ checksScopeFirst: false });
    const { findings } = await adapter.probe(as(remote.credentials.readOnly), [
      'replies:write',
      'status:write',
    ]);
    expect(findings).toMatchObject([
      { verdict: 'unknown', evidence: { status: 404 }, remedy: null },
      { verdict: 'unknown', evidence: { status: 404 }, remedy: null },
    ]);
  });

  test.each([
    ['api_plan_restricted', 'account_suspended'],
    ['token_blocked', 'unauthenticated'],
  ] as const)('a workspace that lapsed with %s is %s', async (how, kind) => {
    const { remote, workspace, admin } = await begin();
    const ticketId = await remote.customerOpens('Help', 'Please');
    workspace.lapse(how);
    await expect(adapter.getTicket(admin, ticketId)).rejects.toMatchObject({ kind });
  });

  test('an admin without an inbox seat may write notes and no replies', async () => {
    const { remote, workspace, perform } = await begin();
    const ticketId = await remote.customerOpens('Help', 'Please');
    workspace.changeAdmin(remote.agentId, { has_inbox_seat: false });
    await expect(perform(ticketId, reply)).rejects.toMatchObject({
      kind: 'forbidden',
      details: { capability: 'replies:write' },
    });
    await perform(ticketId, { kind: 'note', body: 'y' });
    expect(await remote.hiddenFromCustomer(ticketId)).toEqual(['y']);
  });

  test('an author who left is told from a ticket that does not exist', async () => {
    const { remote, as, workspace, mark } = await begin();
    const ticketId = await remote.customerOpens('Help', 'Please');
    workspace.changeAdmin(remote.agentId, { removed: true });
    const writing = adapter.apply(as(remote.credentials.agent), ticketId, [reply], mark);
    await expect(writing).rejects.toMatchObject({ kind: 'agent_gone' });
  });

  test('nothing is written, and nobody hears a webhook, when all is so already', async () => {
    const { remote, workspace, perform } = await begin();
    const ticketId = await remote.customerOpens('Help', 'Please');
    const steps: Step[] = [
      { kind: 'assignee', assigneeId: remote.agentId },
      { kind: 'addTags', tags: ['vip'] },
      { kind: 'status', status: 'solved' },
    ];
    for (const step of steps) await perform(ticketId, step);
    const before = workspace.conversation(ticketId.replace('conversation-', ''));
    for (const step of steps) expect(await calls(() => perform(ticketId, step))).toBe(1);
    expect(workspace.conversation(ticketId.replace('conversation-', ''))).toEqual(before);
  });

  test('a customer who answers a closed conversation opens it again, and the words are there', async () => {
    const { remote, admin, perform } = await begin();
    const ticketId = await remote.customerOpens('Help', 'Please');
    await perform(ticketId, { kind: 'status', status: 'solved' });
    await remote.customerReplies(ticketId, 'Still broken');
    const { ticket, messages } = await adapter.getTicket(admin, ticketId);
    expect([ticket.status, messages.at(-1)?.body, messages.at(-1)?.author.role]).toEqual([
      'open',
      'Still broken',
      'customer',
    ]);
  });

  test('a ticket that was closed without being resolved is closed, and can be opened', async () => {
    const { remote, admin, perform } = await begin('ticket');
    const ticketId = await remote.customerOpens('Help', 'Please');
    await remote.closeTicket(ticketId);
    expect((await adapter.getTicket(admin, ticketId)).ticket.status).toBe('closed');
    await perform(ticketId, { kind: 'status', status: 'open' });
    expect((await adapter.getTicket(admin, ticketId)).ticket.status).toBe('open');
  });

  test('tags of a ticket that does not list them are put on and taken off all the same', async () => {
    const { remote, workspace, admin, perform } = await begin('ticket');
    workspace.change({ ticketsShowTags: false });
    const ticketId = await remote.customerOpens('Help', 'Please');
    await perform(ticketId, { kind: 'addTags', tags: ['a', 'b'] });
    await perform(ticketId, { kind: 'removeTags', tags: ['A', 'never'] });
    expect(await remote.tagsOf(ticketId)).toEqual(['b']);
    expect((await adapter.getTicket(admin, ticketId)).ticket.tags).toEqual([]);
  });

  test('each region has its own address, and its tokens open no other', async () => {
    const { remote } = await begin();
    for (const { value, host } of adapter.regions) {
      if (value === 'us') continue;
      const id = `region${value}`;
      sandbox.control.addIntercomWorkspace({ id, region: value === 'eu' ? 'eu' : 'au' });
      sandbox.control.addIntercomApp({ clientId: id, homeWorkspaceId: id });
      const { url } = sandbox.control.intercom(id).describe();
      expect(url).toBe(`${sandbox.url}/intercom${host}`);
      const key = sandbox.control.intercomApp(id).describe().accessToken;
      const credential = { kind: 'api_key', key } as const;
      const send = createSend({ outbound, adapter, baseUrl: url, credential, now: () => new Date() });
      expect((await adapter.whoami(send)).site).toBe(id);
      const elsewhere = createSend({
        outbound,
        adapter,
        baseUrl: url,
        credential: remote.credentials.admin,
        now: () => new Date(),
      });
      await expect(adapter.whoami(elsewhere)).rejects.toMatchObject({ kind: 'unauthenticated' });
    }
  });

  test('reading a ticket costs one call; a message one; tags, assignee and status two and more; a listing two', async () => {
    const { remote, admin, mark, perform } = await begin();
    const ticketId = await remote.customerOpens('Help', 'Please');
    expect(await calls(() => adapter.getTicket(admin, ticketId))).toBe(1);
    expect(await calls(() => perform(ticketId, reply))).toBe(1);
    expect(await calls(() => adapter.findApplied(admin, ticketId, [reply], mark))).toBe(1);
    expect(await calls(() => perform(ticketId, { kind: 'addTags', tags: ['a', 'b'] }))).toBe(5);
    expect(await calls(() => perform(ticketId, { kind: 'removeTags', tags: ['a'] }))).toBe(2);
    expect(await calls(() => perform(ticketId, { kind: 'assignee', assigneeId: remote.agentId }))).toBe(2);
    expect(await calls(() => perform(ticketId, { kind: 'status', status: 'solved' }))).toBe(2);
    expect(await calls(() => adapter.whoami(admin))).toBe(1);
    expect(await calls(() => adapter.probe(admin, capabilities))).toBe(12);
  });
});
