import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import {
  capabilities,
  createSend,
  HelpdeskError,
  type HelpdeskCredential,
  type LearntLimit,
  type Step,
  type WebhookDelivery,
} from '@nightdesk/helpdesks/contract';
import { describeAdapter } from '@nightdesk/helpdesks/contract/testing';
import { FreshdeskAdapter } from '@nightdesk/helpdesks/freshdesk';
import { Outbound } from '@nightdesk/platform/http';
import { startSandbox, type Sandbox } from '../../apps/sandbox/src/sandbox.js';
import { freshdeskRemote, freshdeskTraits } from './freshdesk-remote.js';

const adapter = new FreshdeskAdapter();
const outbound = new Outbound({ allowPrivateHosts: ['127.0.0.1'] });
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, host: '127.0.0.1', seed: false });
});
afterAll(async () => {
  outbound.close();
  await sandbox.close();
});

describeAdapter('freshdesk', { adapter, traits: freshdeskTraits, remote: () => freshdeskRemote(sandbox) });

describe('what only Freshdesk has', () => {
  const begin = async (settings: Parameters<typeof freshdeskRemote>[1] = {}) => {
    const remote = await freshdeskRemote(sandbox, settings);
    const spent: { cost: number | undefined; used: number; learnt: LearntLimit[] }[] = [];
    const as = (credential: HelpdeskCredential, baseUrl = remote.baseUrl) =>
      createSend({
        outbound,
        adapter,
        baseUrl,
        credential,
        now: () => new Date(),
        onAnswer: (request, { headers }) =>
          void spent.push({
            cost: adapter.windows(request)[0]?.cost,
            used: Number(headers['x-ratelimit-used-currentrequest']),
            learnt: adapter.learn(request, headers, new Date()),
          }),
      });
    const site = sandbox.control.freshdesk('fresh');
    const { agents } = site.describe();
    return { remote, as, spent, site, agents, admin: as(remote.credentials.admin) };
  };
  const mark = { operationId: 'op_1', since: new Date(), authorId: null, taken: [] };
  const reply: Step = { kind: 'reply', body: 'Hello' };
  const solved: Step = { kind: 'status', status: 'solved' };
  const hourMs = 3_600_000;

  test('what calls are counted as is what Freshdesk takes for them', async () => {
    const { remote, spent, admin } = await begin();
    const ticketId = await remote.customerOpens('Help', 'Please');
    const credits = async (work: () => Promise<unknown>) => {
      spent.length = 0;
      await work();
      for (const { cost, used } of spent) expect(cost).toBe(used);
      return spent.reduce((sum, { used }) => sum + used, 0);
    };
    expect(await credits(() => adapter.whoami(admin))).toBe(2);
    expect(await credits(() => adapter.listChanged(admin, { since: new Date(), cursor: null }))).toBe(3);
    expect(await credits(() => adapter.getTicket(admin, ticketId))).toBe(4);
    expect(await credits(() => adapter.apply(admin, ticketId, [reply]))).toBe(1);
    const known = { ...mark, authorId: remote.agentId };
    expect(await credits(() => adapter.findApplied(admin, ticketId, [reply], known))).toBe(1);
    const tags: Step[] = [{ kind: 'addTags', tags: ['a'] }];
    expect(await credits(() => adapter.apply(admin, ticketId, tags))).toBe(3);
    expect(await credits(() => adapter.apply(admin, ticketId, tags))).toBe(1);
    expect(await credits(() => adapter.apply(admin, ticketId, [solved]))).toBe(1);
    expect(await credits(() => adapter.probe(admin, capabilities))).toBe(7);
  });

  test('tickets that are older than 30 days are listed', async () => {
    const { site, admin } = await begin();
    const { ids } = site.bulk(3, 'Old', 40 * 24);
    const since = new Date(Date.now() - 41 * 24 * hourMs);
    const { tickets, cursor } = await adapter.listChanged(admin, { since, cursor: null });
    expect([new Set(tickets.map(({ id }) => Number(id))), cursor]).toEqual([new Set(ids), null]);
  });

  test('an agent who may not see contacts lists and reads all the same', async () => {
    const { remote, as, site } = await begin();
    site.setPermission(Number(remote.otherAgentId), 'view contacts', false);
    const { ids } = site.bulk(150);
    const send = as(remote.credentials.agent);
    const since = new Date(Date.now() - hourMs);
    const listed = new Set<number>();
    let cursor: string | null = null;
    do {
      const page = await adapter.listChanged(send, { since, cursor });
      for (const { id } of page.tickets) listed.add(Number(id));
      cursor = page.cursor;
    } while (cursor !== null);
    expect(listed).toEqual(new Set(ids));
    const { ticket } = await adapter.getTicket(send, String(ids[0]));
    expect(ticket.requester).toMatchObject({ name: null, role: 'customer' });
  });

  test('statuses of the account’s own are told by their labels', async () => {
    const { remote, site, admin } = await begin({
      statuses: ['Waiting on customer', 'Waiting on third party', 'Eskaliert'],
    });
    const agentId = remote.otherAgentId;
    const seen = [];
    for (const status of ['Waiting on customer', 'Waiting on third party', 'Eskaliert']) {
      const ticketId = await remote.customerOpens('Help', 'Please');
      site.agentActs(Number(ticketId), { agentId, status });
      const { ticket } = await adapter.getTicket(admin, ticketId);
      seen.push([ticket.status, ticket.platformStatus]);
    }
    expect(seen).toEqual([
      ['pending', 'Waiting on customer'],
      ['on_hold', 'Waiting on third party'],
      ['open', 'Eskaliert'],
    ]);
  });

  test('an archived ticket is read, and a write is found on it, where the plan has the archive', async () => {
    for (const [readsArchive, isThere] of [
      [true, true],
      [false, false],
    ] as const) {
      const { remote, site, admin } = await begin({ readsArchive });
      const ticketId = await remote.customerOpens('Help', 'Please');
      await adapter.apply(admin, ticketId, [reply]);
      site.archive(Number(ticketId));
      const read = adapter
        .getTicket(admin, ticketId)
        .then(({ messages }) => messages.map(({ body }) => body));
      const found = adapter.findApplied(admin, ticketId, [reply], mark);
      if (isThere) {
        expect(await read).toEqual(['Please', 'Hello']);
        expect((await found)?.remoteIds).toHaveLength(1);
      } else
        for (const work of [read, found]) await expect(work).rejects.toMatchObject({ kind: 'not_found' });
      await expect(adapter.apply(admin, ticketId, [reply])).rejects.toMatchObject({ kind: 'not_found' });
    }
  });

  test('fields without which a ticket is not resolved are named', async () => {
    const { remote, admin } = await begin({
      customFields: [{ name: 'cf_reason', label: 'Reason', requiredForClosure: true }],
    });
    const ticketId = await remote.customerOpens('Help', 'Please');
    await expect(adapter.apply(admin, ticketId, [solved])).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('cf_reason (missing_field)') as string,
    });
    expect((await adapter.getTicket(admin, ticketId)).ticket.status).toBe('open');
  });

  test('where permissions are looked at before the ticket is, a probe tells what is missing', async () => {
    const { remote, as, site } = await begin({ checksPermissionFirst: true });
    const { findings } = await adapter.probe(as(remote.credentials.readOnly), capabilities);
    expect(findings.map(({ verdict }) => verdict)).toEqual([
      'granted',
      'missing',
      'missing',
      'missing',
      'missing',
    ]);
    expect(findings[1]).toMatchObject({
      evidence: { call: 'POST /api/v2/tickets/:id/reply', status: 403 },
      remedy: expect.stringContaining('Admin > Team > Roles') as string,
    });
    expect(site.describe().ticketIds).toEqual([]);
  });

  test('an agent with a narrow ticket scope is told so, and does not find what lies outside', async () => {
    const { remote, as, site } = await begin();
    const ticketId = await remote.customerOpens('Help', 'Please');
    site.changeAgent(Number(remote.otherAgentId), { ticketScope: 3 });
    const send = as(remote.credentials.agent);
    const { findings } = await adapter.probe(send, ['tickets:read']);
    expect(findings[0]?.evidence.says).toContain('Restricted access');
    await expect(adapter.getTicket(send, ticketId)).rejects.toMatchObject({ kind: 'not_found' });
  });

  test('a key that was reset is unauthenticated, and one that is locked out may be used again later', async () => {
    const { remote, as, site } = await begin({ maxFailedLogins: 2 });
    const { apiKey } = site.resetKey(Number(remote.agentId));
    const old = as(remote.credentials.admin);
    for (const _attempt of [1, 2])
      await expect(adapter.whoami(old)).rejects.toMatchObject({ kind: 'unauthenticated' });
    const { kind, details } = await adapter.whoami(old).then(
      () => new HelpdeskError('invalid', 'nothing was refused'),
      (error: HelpdeskError) => error,
    );
    expect(kind).toBe('unavailable');
    expect(details.retryAt?.getTime()).toBeGreaterThan(Date.now());
    expect((await adapter.whoami(as({ kind: 'api_key', key: apiKey }))).user.id).toBe(remote.agentId);
  });

  test('a plan without an API, and an address without Freshdesk, are named', async () => {
    const { remote, as, admin } = await begin({ plan: 'Free' });
    await expect(adapter.whoami(admin)).rejects.toMatchObject({ kind: 'account_suspended' });
    const elsewhere = as(remote.credentials.admin, remote.baseUrl.replace(/fresh$/, 'nobody'));
    await expect(adapter.whoami(elsewhere)).rejects.toMatchObject({ kind: 'invalid' });
  });

  test('spam is deleted', async () => {
    const { remote, site, admin } = await begin();
    const ticketId = await remote.customerOpens('Help', 'Please');
    site.changeTicket(Number(ticketId), { spam: true });
    expect((await adapter.getTicket(admin, ticketId)).ticket).toMatchObject({
      deleted: true,
      status: 'closed',
    });
  });

  test('an old account’s hour is spread over its minutes', async () => {
    const { remote, spent, admin } = await begin({ hourlyLimit: 3000 });
    const ticketId = await remote.customerOpens('Help', 'Please');
    await adapter.getTicket(admin, ticketId);
    const account = { name: 'account', limit: 50, remaining: 50 };
    expect(spent.map(({ learnt }) => learnt)).toEqual([[account], [account]]);
  });

  test('a rule that breaks its own JSON still names the ticket, and two changes in the same words are two', async () => {
    const { remote, site } = await begin();
    const received: WebhookDelivery[] = [];
    const server = createServer((request, response) => {
      void buffer(request).then((body) => {
        received.push({ headers: {}, body, receivedAt: new Date(Date.now() + received.length) });
        response.writeHead(202).end();
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    const body = '{"event":"ticket.updated","ticket_id":"{{ticket.id}}","subject":"{{ticket.subject}}"}';
    site.addRule({ event: 'ticket.updated', url, body });
    const ticketId = await remote.customerOpens('The "big" one', 'Please');
    for (const text of ['Anybody?', 'Hello?']) await remote.customerReplies(ticketId, text);
    await sandbox.control.deliveriesSettled();
    server.close();
    const hints = received.map((delivery) => adapter.webhooks.parse(delivery));
    expect(received[0]?.body.toString()).toBe(received[1]?.body.toString());
    expect(hints.map((hint) => hint.ticketId)).toEqual([ticketId, ticketId]);
    expect(hints[0]?.dedupeKey).not.toBe(hints[1]?.dedupeKey);
  });
});
