import {
  createSend,
  type HelpdeskCredential,
  type PlatformRequest,
  type Send,
  type Step,
  type Ticket,
} from '@nightdesk/helpdesks/contract';
import type { RequestTrackerAdapter } from '@nightdesk/helpdesks/request-tracker';
import { Outbound } from '@nightdesk/platform/http';
import type { Front } from '../support/front.js';
import type { RequestTracker } from '../support/request-tracker.js';
import type { RequestTrackerSite } from './request-tracker-remote.js';

interface World {
  adapter: RequestTrackerAdapter;
  tracker: RequestTracker;
  front: Front;
  site: RequestTrackerSite;
}
const reply: Step = { kind: 'reply', body: 'Hello' };
const every: Step[] = [reply, { kind: 'status', status: 'solved' }, { kind: 'addTags', tags: ['a'] }];
const mark = (operationId = 'op_1') => ({ operationId, since: new Date(), authorId: null, taken: [] });

/** What only Request Tracker has. */
export function ownPromises(begin: () => Promise<World>): void {
  const outbound = new Outbound({ allowPrivateHosts: ['127.0.0.1'] });
  let world: World;
  let asked: PlatformRequest[];
  beforeEach(async () => {
    world = await begin();
    asked = [];
  });
  afterAll(() => outbound.close());

  const as = (credential: HelpdeskCredential): Send => {
    const { adapter, front } = world;
    const send = createSend({ outbound, adapter, baseUrl: front.url, credential, now: () => new Date() });
    return (request) => {
      asked.push(request);
      return send(request);
    };
  };
  const admin = () => as(world.site.key('admin'));
  const perform = async (ticketId: string, steps: Step[], send = admin()) => {
    for (const group of world.adapter.plan(steps)) await world.adapter.apply(send, ticketId, group, mark());
  };
  const list = async (since: Date, send = admin(), afterFirst?: () => Promise<unknown>) => {
    const tickets: Ticket[] = [];
    let cursor: string | null = null;
    do {
      const page = await world.adapter.listChanged(send, { since, cursor });
      if (cursor === null) await afterFirst?.();
      tickets.push(...page.tickets);
      cursor = page.cursor;
    } while (cursor !== null);
    return tickets;
  };
  const ids = (tickets: readonly Ticket[]) => tickets.map(({ id }) => id);
  const person = async (name: string, given: object = {}) => {
    const user = await world.tracker.ask<string>('user', { name, privileged: true, ...given });
    const key = await world.tracker.ask<string>('token', { user });
    return { user: String(user), credential: { kind: 'api_key', key } as const };
  };
  const grant = (user: string, ...rights: string[]) =>
    world.tracker.ask('grant', { user, queue: world.site.queue, rights });

  describe('who the token belongs to', () => {
    test('a user who has done nothing yet is found, also one whose name is an address', async () => {
      const { adapter, site } = world;
      const { user, credential } = await person(`bot@example.com.${site.queue}`);
      expect(await adapter.whoami(as(credential))).toMatchObject({
        user: { id: user, role: 'agent' },
        isAdmin: false,
        platformRole: 'Privileged',
      });
    });

    test('a SuperUser who has done nothing yet is told what to do, and is known after that', async () => {
      const { adapter, site, tracker } = world;
      const { user, credential } = await person(`super${site.queue}`);
      await tracker.ask('grant', { user, rights: ['SuperUser'] });
      await expect(adapter.whoami(as(credential))).rejects.toMatchObject({
        kind: 'invalid',
        message: expect.stringContaining('write a comment') as string,
      });
      const ticket = await site.opens('Help', 'Please');
      await tracker.ask('say', { ticket, text: 'Mine', as: user, private: true });
      expect(await adapter.whoami(as(credential))).toMatchObject({ user: { id: user }, isAdmin: true });
    });

    test('a customer’s token is nobody’s who could answer', async () => {
      const { credential } = await person(`customer${world.site.queue}@example.com`, { privileged: false });
      await expect(world.adapter.whoami(as(credential))).rejects.toMatchObject({ kind: 'agent_gone' });
    });
  });

  test.each(['Pacific/Kiritimati', 'Etc/GMT+12', 'Asia/Kathmandu', ''])(
    'what changed is told to the second to a user in the zone “%s”',
    async (timezone) => {
      const { adapter, site } = world;
      const { user, credential } = await person(`zone${timezone}${site.queue}`, { timezone });
      await grant(user, 'SeeQueue', 'ShowTicket');
      const ticketId = await site.opens('Help', 'Please');
      const { updatedAt } = (await adapter.getTicket(as(credential), ticketId)).ticket;
      expect(ids(await list(updatedAt, as(credential)))).toContain(ticketId);
      expect(ids(await list(new Date(updatedAt.getTime() + 1000), as(credential)))).not.toContain(ticketId);
    },
  );

  describe('tickets that are no more', () => {
    test('a listing tells of deleted and of merged tickets', async () => {
      const { site, tracker } = world;
      const since = new Date(Date.now() - 2000);
      const [deleted, merged, into] = [
        await site.opens('1', 'x'),
        await site.opens('2', 'x'),
        await site.opens('3', 'x'),
      ];
      await tracker.ask('status', { ticket: deleted, status: 'deleted' });
      await tracker.ask('merge', { ticket: merged, into });
      const found = new Map((await list(since)).map((ticket) => [ticket.id, ticket]));
      expect(found.get(deleted)).toMatchObject({
        deleted: true,
        status: 'closed',
        platformStatus: 'deleted',
      });
      expect(found.get(merged)).toMatchObject({ deleted: true, status: 'closed', platformStatus: 'merged' });
      expect(found.get(into)).toMatchObject({ deleted: false, status: 'new' });
    });

    test('a write to one is invalid, and does not land on the ticket that it was merged into', async () => {
      const { adapter, site, tracker } = world;
      const [deleted, merged, into] = [
        await site.opens('1', 'x'),
        await site.opens('2', 'x'),
        await site.opens('3', 'x'),
      ];
      await tracker.ask('status', { ticket: deleted, status: 'deleted' });
      await tracker.ask('merge', { ticket: merged, into });
      for (const ticketId of [deleted, merged])
        for (const step of every)
          await expect(perform(ticketId, [step])).rejects.toMatchObject({ kind: 'invalid' });
      const { ticket, messages } = await adapter.getTicket(admin(), into);
      expect([ticket.status, ticket.tags, messages.map(({ body }) => body)]).toEqual(['new', [], ['x', 'x']]);
    });

    test('a ticket that leaves the list while it is read takes no other with it', async () => {
      const { site, tracker } = world;
      const since = new Date(Date.now() - 2000);
      const opened: string[] = [];
      for (let count = 0; count < 7; count += 1) opened.push(await site.opens(`${count}`, 'x'));
      const newest = opened.at(-1);
      const found = await list(since, admin(), () =>
        tracker.ask('status', { ticket: newest, status: 'deleted' }),
      );
      expect(ids(found)).toEqual(expect.arrayContaining(opened));
    });
  });

  describe('tags', () => {
    test('whether they can be written stays unknown until this user did, and a refusal is found', async () => {
      const { adapter, site, tracker } = world;
      const ticketId = await site.opens('Help', 'Please');
      const { user, credential } = await person(`tagger${site.queue}`);
      await grant(user, 'SeeQueue', 'ShowTicket', 'SeeCustomField', 'ModifyTicket');
      const verdict = async () => (await adapter.probe(as(credential), ['tags:write'])).findings[0]?.verdict;
      expect(await verdict()).toBe('unknown');
      const tag: Step = { kind: 'addTags', tags: ['a'] };
      await expect(perform(ticketId, [tag], as(credential))).rejects.toMatchObject({
        kind: 'forbidden',
        details: { capability: 'tags:write' },
      });
      await grant(user, 'ModifyCustomField');
      await perform(ticketId, [tag], as(credential));
      expect(await verdict()).toBe('granted');
      expect(await tracker.ask('seen', { ticket: ticketId })).toMatchObject({ tags: ['a'] });
    });

    test('in a queue without the field they are missing, and it is said how to make it', async () => {
      const { adapter, site, tracker } = world;
      const queue = await tracker.ask<string>('queue', { name: `Bare ${site.queue}`, untagged: true });
      const rights = ['SeeQueue', 'ShowTicket', 'CreateTicket', 'SeeCustomField'];
      const { user, credential } = await person(`bare${site.queue}`);
      await tracker.ask('grant', { user, queue, rights });
      const ticketId = await tracker.ask<string>('open', { as: user, queue, subject: 'x', text: 'x' });
      const [finding] = (await adapter.probe(as(credential), ['tags:write'])).findings;
      expect(finding).toMatchObject({
        verdict: 'missing',
        remedy: expect.stringContaining('Custom Fields') as string,
      });
      expect(finding?.evidence.says).toContain(`Bare ${site.queue}`);
      const tagging = perform(String(ticketId), [{ kind: 'addTags', tags: ['a'] }], as(credential));
      await expect(tagging).rejects.toMatchObject({ kind: 'forbidden' });
    });

    test('a tag that somebody sets between our reading and our writing is kept', async () => {
      const { front, site, tracker } = world;
      const ticketId = await site.opens('Help', 'Please');
      front.next(`PUT /REST/2.0/ticket/${ticketId}`, async (pass) => {
        await tracker.ask('tags', { ticket: ticketId, tags: ['theirs'] });
        return pass();
      });
      await perform(ticketId, [{ kind: 'addTags', tags: ['ours'] }]);
      expect(await tracker.ask('seen', { ticket: ticketId })).toMatchObject({ tags: ['theirs', 'ours'] });
    });
  });

  test('an owner who may not own tickets of the queue is invalid, though RT answers 200', async () => {
    const { adapter, site } = world;
    const ticketId = await site.opens('Help', 'Please');
    const assigning = perform(ticketId, [{ kind: 'assignee', assigneeId: site.people.stranger }]);
    await expect(assigning).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('may not own') as string,
    });
    expect((await adapter.getTicket(admin(), ticketId)).ticket.assigneeId).toBeNull();
  });

  test('a reply to a new ticket opens it, and “0” is a reply', async () => {
    const { adapter, site } = world;
    const ticketId = await site.opens('Help', 'Please');
    await perform(ticketId, [{ kind: 'reply', body: '0' }]);
    const { ticket, messages } = await adapter.getTicket(admin(), ticketId);
    expect([ticket.status, messages.at(-1)?.body.trim()]).toEqual(['open', '0']);
  });

  test('the mark of a reply stands on the reply, and in no mail about it', async () => {
    const { site } = world;
    const ticketId = await site.opens('Help', 'Please');
    await perform(ticketId, [reply]);
    const path = `/REST/2.0/ticket/${ticketId}/attachments`;
    const query = { fields: 'Headers,Content', per_page: 100 };
    const { body } = await as(site.key('root'))({ method: 'GET', path, route: path, query });
    const { items } = body as { items: { Headers: string; Content: string }[] };
    expect(items.length).toBeGreaterThan(2);
    expect(items.filter((item) => JSON.stringify(item).includes('nightdesk'))).toMatchObject([
      { Content: 'Hello' },
    ]);
  });

  test('what each thing costs in calls is what the README says', async () => {
    const { adapter, site } = world;
    const ticketId = await site.opens('Help', 'Please');
    const calls = async (work: () => Promise<unknown>) => {
      asked.length = 0;
      await work();
      return asked.length;
    };
    expect(await calls(() => adapter.getTicket(admin(), ticketId))).toBe(4);
    expect(await calls(() => perform(ticketId, [{ kind: 'note', body: 'x' }]))).toBe(2);
    expect(await calls(() => adapter.getTicket(admin(), ticketId))).toBe(3);
    expect(await calls(() => perform(ticketId, [{ kind: 'status', status: 'solved' }]))).toBe(3);
    expect(await calls(() => perform(ticketId, [{ kind: 'status', status: 'solved' }]))).toBe(1);
    expect(await calls(() => adapter.findApplied(admin(), ticketId, [reply], mark()))).toBe(1);
    expect(await calls(() => adapter.whoami(admin()))).toBe(3);
    expect(await calls(() => adapter.listChanged(admin(), { since: new Date(0), cursor: null }))).toBe(1);
  });
}
