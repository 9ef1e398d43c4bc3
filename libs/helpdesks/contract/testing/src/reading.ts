import type { HelpdeskAdapter, Ticket } from '@nightdesk/helpdesks/contract';
import type { Traits } from './remote.js';
import { words, type Stage } from './stage.js';

/** What a list and a single reading must agree on; lists of some platforms leave out people's names and parts of `raw`. */
const essence = ({ raw: _raw, requester, ...rest }: Ticket) => ({ ...rest, requesterId: requester?.id });

export function readingPromises(stage: () => Stage, { proof }: HelpdeskAdapter, traits: Traits): void {
  test('a listed ticket equals the one read by itself', async () => {
    const { remote } = stage();
    const since = new Date(Date.now() - 60_000);
    const ticketId = await remote.customerOpens('Help', 'Please');
    await remote.setTags(ticketId, ['b', 'a']);
    await remote.settle();
    const listed = (await stage().listAll({ since })).find(({ id }) => id === ticketId);
    const { ticket } = await stage().read(ticketId);
    expect(listed && essence(listed)).toEqual(essence(ticket));
  });

  test('a ticket is read as people see it', async () => {
    const { remote } = stage();
    const before = Date.now();
    const ticketId = await remote.customerOpens('Help with 1 < 2 & 3', 'Please');
    await remote.setTags(ticketId, ['b', 'a']);
    const { ticket } = await stage().read(ticketId);
    expect(ticket).toMatchObject({
      id: ticketId,
      subject: 'Help with 1 < 2 & 3',
      deleted: false,
      assigneeId: null,
      requester: { role: 'customer' },
    });
    expect(['new', 'open']).toContain(ticket.status);
    expect(ticket.platformStatus).not.toBe('');
    expect(ticket.tags.toSorted()).toEqual(['a', 'b']);
    expect(ticket.updatedAt.getTime()).toBeGreaterThanOrEqual(ticket.createdAt.getTime());
    // platforms show whole seconds, and a sandbox's clock may be ahead
    expect(ticket.createdAt.getTime()).toBeGreaterThan(before - 2_000);
  });

  test('unknown fields survive in raw', async () => {
    const { remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    const { ticket } = await stage().read(ticketId);
    expect(ticket.raw).toEqual(await remote.rawTicket(ticketId));
  });

  test('a conversation is complete, in order, and says its first message once', async () => {
    const { remote, many } = stage();
    const ticketId = await remote.customerOpens('Help', 'message 0');
    for (const number of many) await remote.customerReplies(ticketId, `message ${number}`);
    const { messages } = await stage().read(ticketId);
    expect(messages.map(({ body }) => words(body))).toEqual(
      [0, ...many].map((number) => `message ${number}`),
    );
    const times = messages.map(({ createdAt }) => createdAt.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(new Set(messages.map(({ id }) => id)).size).toBe(messages.length);
  });

  test('a conversation tells customers from agents and replies from notes', async () => {
    const { remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    await remote.agentWrites(ticketId, 'Sure', 'public');
    await remote.agentWrites(ticketId, 'He is odd', 'private');
    const { messages } = await stage().read(ticketId);
    expect(messages.map(({ kind, author, body }) => [kind, author.role, words(body)])).toEqual([
      ['reply', 'customer', 'Please'],
      ['reply', 'agent', 'Sure'],
      ['note', 'agent', 'He is odd'],
    ]);
  });

  test('a conversation says who wrote a message', async () => {
    const { remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    await remote.agentWrites(ticketId, 'Sure', 'public');
    const { ticket, messages } = await stage().read(ticketId);
    expect(messages.map(({ author }) => author.id)).toEqual([ticket.requester?.id, remote.otherAgentId]);
    expect(remote.otherAgentId).not.toBe(ticket.requester?.id);
  });

  if (traits.namesPeople) {
    test('people have names', async () => {
      const { remote } = stage();
      const ticketId = await remote.customerOpens('Help', 'Please');
      await remote.agentWrites(ticketId, 'Sure', 'public');
      const { ticket, messages } = await stage().read(ticketId);
      for (const person of [ticket.requester, ...messages.map(({ author }) => author)])
        expect(person?.name ?? '').toMatch(/\S/);
    });
  }

  test(`a conversation ${proof === 'mark' ? 'says which operation of ours wrote a message' : 'guesses no operation'}`, async () => {
    const { remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    await stage().perform(ticketId, [{ kind: 'reply', body: 'Ours' }], { mark: stage().mark('op_7') });
    await remote.agentWrites(ticketId, 'Theirs', 'public');
    const { messages } = await stage().read(ticketId);
    expect(messages.map(({ body }) => words(body))).toEqual(['Please', 'Ours', 'Theirs']);
    expect(messages.map(({ operationId }) => operationId)).toEqual([
      null,
      proof === 'mark' ? 'op_7' : null,
      null,
    ]);
  });

  if (proof === 'content') {
    test('a message has one of the ids that the write’s receipt named, so that it is known as ours', async () => {
      const ticketId = await stage().remote.customerOpens('Help', 'Please');
      const [receipt] = await stage().perform(ticketId, [{ kind: 'note', body: 'Ours' }]);
      const { messages } = await stage().read(ticketId);
      expect(receipt?.remoteIds).toContain(messages.at(-1)?.id);
    });
  }
}
