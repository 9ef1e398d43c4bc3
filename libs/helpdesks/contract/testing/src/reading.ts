import { refusal, type Stage } from './stage.js';

/** More than two pages of anything that pages by a hundred. */
const many = Array.from({ length: 230 }, (_, index) => index + 1);

export function readingPromises(stage: () => Stage): void {
  test.each(['admin', 'agent'] as const)('listing changes as %s ends and misses nothing', async (who) => {
    const { remote } = stage();
    const since = new Date(Date.now() - 1000);
    const opened = await Promise.all(
      many.map((number) => remote.customerOpens(`Ticket ${number}`, 'Please')),
    );
    await remote.settle();
    const listed = await stage().listAll({ since }, remote.credentials[who]);
    expect(new Set(listed.map(({ id }) => id))).toEqual(new Set(opened));
  });

  test('who is known to be no admin costs no refused call', async () => {
    const { remote } = stage();
    const opened = await remote.customerOpens('Help', 'Please');
    await remote.settle();
    const listed = await stage().listAll({ since: new Date(0), isAdmin: false }, remote.credentials.agent);
    expect(listed.map(({ id }) => id)).toContain(opened);
    expect(stage().answered).toHaveLength(1);
  });

  test('a listed ticket equals the one read by itself', async () => {
    const { adapter, remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    await remote.setTags(ticketId, ['b', 'a']);
    await remote.settle();
    const listed = await stage().listAll({ since: new Date(0) });
    const { ticket } = await adapter.getTicket(stage().send(), ticketId);
    expect(listed.find(({ id }) => id === ticketId)).toEqual(ticket);
    expect(ticket).toMatchObject({
      id: ticketId,
      subject: 'Help',
      deleted: false,
      requester: { role: 'customer' },
    });
    expect(ticket.tags.toSorted()).toEqual(['a', 'b']);
    expect(ticket.requester?.name).toEqual(expect.stringMatching(/./));
  });

  test('unknown fields survive in raw', async () => {
    const { adapter, remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    const { ticket } = await adapter.getTicket(stage().send(), ticketId);
    expect(ticket.raw).toEqual(await remote.rawTicket(ticketId));
  });

  test('a conversation is complete, in order, and says its first message once', async () => {
    const { adapter, remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'message 0');
    for (const number of many) await remote.customerReplies(ticketId, `message ${number}`);
    const { messages } = await adapter.getTicket(stage().send(), ticketId);
    expect(messages.map(({ body }) => body)).toEqual([0, ...many].map((number) => `message ${number}`));
    const times = messages.map(({ createdAt }) => createdAt.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  test('a conversation tells customers from agents and replies from notes', async () => {
    const { adapter, remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    await remote.agentWrites(ticketId, 'Sure', 'public');
    await remote.agentWrites(ticketId, 'He is odd', 'private');
    const { messages } = await adapter.getTicket(stage().send(), ticketId);
    expect(
      messages.map(({ kind, author, body, operationId }) => [kind, author.role, body, operationId]),
    ).toEqual([
      ['reply', 'customer', 'Please', null],
      ['reply', 'agent', 'Sure', null],
      ['note', 'agent', 'He is odd', null],
    ]);
  });

  test('a conversation says which operation of ours wrote a message', async () => {
    const { adapter, remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    await stage().perform(ticketId, [{ kind: 'reply', body: 'Ours' }], stage().mark('op_7'));
    await remote.agentWrites(ticketId, 'Theirs', 'public');
    const { messages } = await adapter.getTicket(stage().send(), ticketId);
    expect(messages.map(({ operationId }) => operationId)).toEqual([null, 'op_7', null]);
  });

  test.each(['999999999', 'no-such-ticket', '../users/me'])(
    'the unknown ticket %s is not found',
    async (ticketId) => {
      const { adapter } = stage();
      expect((await refusal(adapter.getTicket(stage().send(), ticketId))).kind).toBe('not_found');
      expect((await refusal(stage().perform(ticketId, [{ kind: 'reply', body: 'x' }]))).kind).toBe(
        'not_found',
      );
    },
  );
}
