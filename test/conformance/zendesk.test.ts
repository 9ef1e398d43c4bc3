import { createSend, type HelpdeskCredential } from '@nightdesk/helpdesks/contract';
import { describeAdapter } from '@nightdesk/helpdesks/contract/testing';
import { ZendeskAdapter } from '@nightdesk/helpdesks/zendesk';
import { Outbound } from '@nightdesk/platform/http';
import { startSandbox, type Sandbox } from '../../apps/sandbox/src/sandbox.js';
import { zendeskRemote } from './zendesk-remote.js';

const adapter = new ZendeskAdapter();
const outbound = new Outbound({ allowPrivateHosts: ['127.0.0.1'] });
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, host: '127.0.0.1', seed: false });
});
afterAll(async () => {
  outbound.close();
  await sandbox.close();
});

describeAdapter('zendesk', { adapter, remote: () => zendeskRemote(sandbox) });

describe('what only Zendesk has', () => {
  const begin = async () => {
    const remote = await zendeskRemote(sandbox);
    const as = (credential: HelpdeskCredential) =>
      createSend({ outbound, adapter, baseUrl: remote.baseUrl, credential, now: () => new Date() });
    return { remote, as, site: sandbox.control.zendesk('fresh'), admin: as(remote.credentials.admin) };
  };
  const mark = { operationId: 'op_1', since: new Date() };

  test('the export tells of deleted tickets', async () => {
    const { remote, admin } = await begin();
    const ticketId = await remote.customerOpens('Help', 'Please');
    await admin({ method: 'DELETE', path: `/api/v2/tickets/${ticketId}`, route: '/api/v2/tickets/:id' });
    await remote.settle();
    const { tickets } = await adapter.listChanged(admin, { since: new Date(0), cursor: null });
    expect(tickets).toMatchObject([
      { id: ticketId, deleted: true, status: 'closed', platformStatus: 'deleted' },
    ]);
  });

  test('a light agent is left to the probe; a public reply is forbidden without naming a scope, a note arrives', async () => {
    const { remote, as, site } = await begin();
    const ticketId = await remote.customerOpens('Help', 'Please');
    const light = site.describe().users.find((user) => user.restricted_agent);
    const { accessToken } = site.issueToken({ userId: light?.id });
    const send = as({ kind: 'oauth', accessToken });
    expect((await adapter.whoami(send)).capabilities).toEqual({ 'tickets:read': true });
    const replying = adapter.apply(send, ticketId, [{ kind: 'reply', body: 'x' }], mark);
    await expect(replying).rejects.toMatchObject({
      kind: 'forbidden',
      details: { capability: 'replies:write' },
    });
    await adapter.apply(send, ticketId, [{ kind: 'note', body: 'y' }], mark);
    expect(await remote.hiddenFromCustomer(ticketId)).toEqual(['y']);
  });

  test('a token that never expires has no end and no refresh token', async () => {
    const { as, site } = await begin();
    const { accessToken } = site.issueToken({ expiresIn: null, refreshIn: null });
    expect((await adapter.whoami(as({ kind: 'oauth', accessToken }))).expiresAt).toBeNull();
  });

  test('a write is found on a ticket that was archived since, whose audits come without pages', async () => {
    const { remote, site, admin } = await begin();
    const ticketId = await remote.customerOpens('Help', 'Please');
    await adapter.apply(admin, ticketId, [{ kind: 'reply', body: 'x' }], mark);
    site.archive(Number(ticketId));
    expect(await adapter.findApplied(admin, ticketId, [{ kind: 'reply', body: 'x' }], mark)).not.toBeNull();
  });

  test('reading a ticket costs two calls, three when an agent’s comment came through the API; a reply with status one', async () => {
    const { remote, admin } = await begin();
    const ticketId = await remote.customerOpens('Help', 'Please');
    const calls = async (work: () => Promise<unknown>) => {
      sandbox.control.clearRequests();
      await work();
      return sandbox.control.requests().length;
    };
    expect(await calls(() => adapter.getTicket(admin, ticketId))).toBe(2);
    const steps = [{ kind: 'reply', body: 'x' } as const, { kind: 'status', status: 'pending' } as const];
    expect(await calls(() => adapter.apply(admin, ticketId, steps, mark))).toBe(1);
    expect(await calls(() => adapter.findApplied(admin, ticketId, steps, mark))).toBe(1);
    expect(await calls(() => adapter.getTicket(admin, ticketId))).toBe(3);
  });

  test('a site that does not exist is told from a ticket that does not', async () => {
    const { remote } = await begin();
    const baseUrl = remote.baseUrl.replace('fresh', 'nobody');
    const send = createSend({
      outbound,
      adapter,
      baseUrl,
      credential: remote.credentials.admin,
      now: () => new Date(),
    });
    await expect(adapter.getTicket(send, '1')).rejects.toMatchObject({ kind: 'invalid' });
  });
});
