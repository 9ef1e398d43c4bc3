import { readFileSync } from 'node:fs';
import { createSend, type Step } from '@nightdesk/helpdesks/contract';
import { describeAdapter } from '@nightdesk/helpdesks/contract/testing';
import { declarePlatform } from '@nightdesk/helpdesks/declarative';
import { Outbound } from '@nightdesk/platform/http';
import { ExampleDesk } from '../support/example-desk.js';
import { exampleDeskRemote, exampleDeskTraits } from './declarative-remote.js';

const file = 'examples/platforms/example-desk.yaml';
const adapter = declarePlatform(readFileSync(file, 'utf8'), file);
const outbound = new Outbound({ allowPrivateHosts: ['127.0.0.1'] });
const desk = new ExampleDesk();
beforeAll(() => desk.start());
afterAll(async () => {
  outbound.close();
  await desk.close();
});

describeAdapter('a declared platform', {
  adapter,
  traits: exampleDeskTraits,
  remote: () => Promise.resolve(exampleDeskRemote(desk)),
});

/** The same platform as if it carried no mark of ours and listed without cursors. */
const plainer = [
  [/^ *operationId: .*$/m, ''],
  [/^ *metadata: .*$/gm, ''],
  [/^ *cursor: .*$/m, ''],
  [/kind: cursor\n( *size: 100)\n *next: .*/, 'kind: time\n$1'],
  [/^idempotencyHeader: .*$/m, ''],
].reduce((text, [what, by]) => text.replace(what as RegExp, by as string), readFileSync(file, 'utf8'));
const plainerAdapter = declarePlatform(plainer, 'plainer.yaml');
describeAdapter('a declared platform that is read by time and knows writes by content', {
  adapter: plainerAdapter,
  traits: exampleDeskTraits,
  remote: () => Promise.resolve(exampleDeskRemote(desk)),
});

describe('what the example file says besides', () => {
  const begin = async () => {
    const remote = exampleDeskRemote(desk);
    const credential = remote.credentials.admin;
    const send = createSend({
      outbound,
      adapter,
      baseUrl: remote.baseUrl,
      credential,
      now: () => new Date(),
    });
    const mark = { operationId: 'op_1', since: new Date(), authorId: remote.agentId, taken: [] };
    return { remote, send, mark, ticketId: await remote.customerOpens('Help', 'Please') };
  };

  test('and what it said besides is really left out above', () => {
    expect([adapter.proof, plainerAdapter.proof]).toEqual(['mark', 'content']);
    expect(plainer).toMatch(/kind: time/);
    expect(plainer).not.toMatch(/metadata:|^idempotencyHeader/m);
  });

  test('a reply that is sent twice under one key is written once', async () => {
    const { remote, send, mark, ticketId } = await begin();
    const reply: Step[] = [{ kind: 'reply', body: 'Hello' }];
    const first = await adapter.apply(send, ticketId, reply, mark);
    const again = await adapter.apply(send, ticketId, reply, mark);
    expect(again.remoteIds).toEqual(first.remoteIds);
    expect(await remote.visibleToCustomer(ticketId)).toEqual(['Please', 'Hello']);
  });

  test('a ticket that was deleted is told by the list', async () => {
    const { send, ticketId } = await begin();
    const ticket = desk.world.tickets.get(Number(ticketId));
    if (ticket) ticket.state = 'deleted';
    const { tickets } = await adapter.listChanged(send, { since: new Date(0), cursor: null });
    expect(tickets).toMatchObject([
      { id: ticketId, deleted: true, status: 'closed', platformStatus: 'deleted' },
    ]);
  });

  test('a probe asks by calls that the platform refuses for want of the ticket', async () => {
    const { send } = await begin();
    const { findings } = await adapter.probe(send, ['tickets:read', 'replies:write', 'tags:write']);
    expect(findings.map(({ evidence }) => [evidence.call, evidence.status])).toEqual([
      ['GET /tickets/0', 404],
      ['POST /tickets/0/messages', 404],
      ['POST /tickets/0/tags', 404],
    ]);
  });

  test('an account that is not paid for is told from a missing permission', async () => {
    const { send, ticketId } = await begin();
    desk.isUnpaid = true;
    await expect(adapter.getTicket(send, ticketId)).rejects.toMatchObject({ kind: 'account_suspended' });
  });
});
