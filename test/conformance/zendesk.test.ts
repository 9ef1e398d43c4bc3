import { capabilities, createSend, type HelpdeskCredential } from '@nightdesk/helpdesks/contract';
import { describeAdapter } from '@nightdesk/helpdesks/contract/testing';
import { ZendeskAdapter } from '@nightdesk/helpdesks/zendesk';
import { Outbound } from '@nightdesk/platform/http';
import { startSandbox, type Sandbox } from '../../apps/sandbox/src/sandbox.js';
import { zendeskRemote, zendeskTraits } from './zendesk-remote.js';

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

describeAdapter('zendesk', { adapter, traits: zendeskTraits, remote: () => zendeskRemote(sandbox) });

describe('what only Zendesk has', () => {
  const begin = async () => {
    const remote = await zendeskRemote(sandbox);
    const as = (credential: HelpdeskCredential) =>
      createSend({ outbound, adapter, baseUrl: remote.baseUrl, credential, now: () => new Date() });
    return { remote, as, site: sandbox.control.zendesk('fresh'), admin: as(remote.credentials.admin) };
  };
  const mark = { operationId: 'op_1', since: new Date(), authorId: null, taken: [] };

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

  test('a light agent may do all but reply: Zendesk itself was asked, and nobody sees it', async () => {
    const { remote, as, site } = await begin();
    const ticketId = await remote.customerOpens('Help', 'Please');
    const light = site.describe().users.find((user) => user.restricted_agent);
    const { accessToken } = site.issueToken({ userId: light?.id });
    const send = as({ kind: 'oauth', accessToken });
    const { findings } = await adapter.probe(send, capabilities);
    expect(findings.map(({ verdict }) => verdict)).toEqual([
      'granted',
      'missing',
      'granted',
      'granted',
      'granted',
    ]);
    expect(findings[1]).toMatchObject({
      evidence: { call: 'PUT /api/v2/tickets/:id', status: 403 },
      remedy: expect.stringContaining('Team > Roles') as string,
    });
    expect(findings[2]?.evidence).toMatchObject({ call: 'PUT /api/v2/tickets/:id', status: 404 });
    const replying = adapter.apply(send, ticketId, [{ kind: 'reply', body: 'x' }], mark);
    await expect(replying).rejects.toMatchObject({
      kind: 'forbidden',
      details: { capability: 'replies:write' },
    });
    await adapter.apply(send, ticketId, [{ kind: 'note', body: 'y' }], mark);
    expect(await remote.hiddenFromCustomer(ticketId)).toEqual(['y']);
  });

  test('a token of scopes that Zendesk never heard of opens nothing, and the probe says what it lacks', async () => {
    const { as, site } = await begin();
    const { accessToken } = site.issueToken({ scopes: ['tickets:*'] });
    const { findings, identity } = await adapter.probe(as({ kind: 'oauth', accessToken }), capabilities);
    expect(identity).toMatchObject({ platformRole: 'unknown', scopes: ['tickets:*'] });
    for (const { verdict, evidence, remedy } of findings) {
      expect(verdict).toBe('missing');
      expect(evidence).toMatchObject({ call: 'GET /api/v2/oauth/tokens/current', status: 200 });
      expect(remedy).toMatch(/“tickets:(read|write)”.*OAuth clients/);
    }
  });

  test('an agent’s API token, which has no scopes, is tried', async () => {
    const { remote, as, site } = await begin();
    const { users, apiToken } = site.describe();
    const agent = users.find((user) => String(user.id) === remote.otherAgentId);
    const send = as({ kind: 'api_token', email: agent?.email ?? '', token: apiToken });
    const { findings } = await adapter.probe(send, capabilities);
    expect(findings.map(({ verdict, evidence }) => [verdict, evidence.call, evidence.status])).toEqual([
      ['granted', 'GET /api/v2/tickets/count', 200],
      ['granted', 'PUT /api/v2/tickets/:id', 404],
      ['granted', 'PUT /api/v2/tickets/:id', 404],
      ['granted', 'PUT /api/v2/tickets/:id/tags', 404],
      ['granted', 'PUT /api/v2/tickets/:id', 404],
    ]);
  });

  test('who is known to be no admin costs no refused call', async () => {
    const { remote, as } = await begin();
    const ticketId = await remote.customerOpens('Help', 'Please');
    sandbox.control.clearRequests();
    const from = { since: new Date(0), cursor: null, isAdmin: false };
    const { tickets } = await adapter.listChanged(as(remote.credentials.agent), from);
    expect(tickets.map(({ id }) => id)).toEqual([ticketId]);
    expect(sandbox.control.requests()).toHaveLength(1);
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
