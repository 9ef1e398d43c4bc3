import type { Step } from '@nightdesk/helpdesks/contract';
import { refusal, type Stage } from './stage.js';

const reply = { kind: 'reply', body: 'For the customer' } as const;
const note = { kind: 'note', body: 'For the team' } as const;

export function writingPromises(stage: () => Stage): void {
  const read = async (ticketId: string) => stage().adapter.getTicket(stage().send(), ticketId);

  test.each(['public', 'private'] as const)(
    'private notes stay private and replies are public on a ticket that began %s',
    async (beginning) => {
      const { remote } = stage();
      const ticketId = await (beginning === 'public'
        ? remote.customerOpens('Help', 'First')
        : remote.agentOpensWithNote('Help', 'First'));
      await stage().perform(ticketId, [note, reply]);
      await stage().perform(
        ticketId,
        [{ ...note, bodyHtml: '<p>Also for the team</p>' }],
        stage().mark('op_2'),
      );
      await stage().perform(
        ticketId,
        [{ ...reply, bodyHtml: '<p>Also for the customer</p>' }],
        stage().mark('op_3'),
      );
      const first = (kind: string) => (kind === beginning ? ['First'] : []);
      expect(await remote.visibleToCustomer(ticketId)).toEqual([
        ...first('public'),
        'For the customer',
        'Also for the customer',
      ]);
      expect(await remote.hiddenFromCustomer(ticketId)).toEqual([
        ...first('private'),
        'For the team',
        'Also for the team',
      ]);
      const { messages } = await read(ticketId);
      expect(messages.slice(1).map(({ kind }) => kind)).toEqual(['note', 'reply', 'note', 'reply']);
    },
  );

  test('adding a tag keeps the tags that others set', async () => {
    const { remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    await remote.setTags(ticketId, ['theirs', 'vip']);
    await stage().perform(ticketId, [{ kind: 'addTags', tags: ['ours', 'vip'] }]);
    expect((await remote.tagsOf(ticketId)).toSorted()).toEqual(['ours', 'theirs', 'vip']);
  });

  test('removing a tag keeps the others, and a tag that is not there is no error', async () => {
    const { remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    await remote.setTags(ticketId, ['theirs', 'vip']);
    await stage().perform(ticketId, [{ kind: 'removeTags', tags: ['vip', 'never'] }]);
    expect(await remote.tagsOf(ticketId)).toEqual(['theirs']);
  });

  test('reply, assignee and status arrive together, in as many calls as planned', async () => {
    const { adapter, remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    const steps: Step[] = [
      reply,
      { kind: 'assignee', assigneeId: remote.agentId },
      { kind: 'status', status: 'solved' },
    ];
    await stage().perform(ticketId, steps);
    expect(stage().answered).toHaveLength(adapter.plan(steps).length);
    const { ticket } = await read(ticketId);
    expect(ticket).toMatchObject({ status: 'solved', assigneeId: remote.agentId });
    expect(await remote.visibleToCustomer(ticketId)).toEqual(['Please', 'For the customer']);
  });

  test('an operation of every kind of step leaves all of them on the ticket', async () => {
    const { remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    await remote.setTags(ticketId, ['old', 'kept']);
    await stage().perform(ticketId, [
      reply,
      { kind: 'addTags', tags: ['new'] },
      { kind: 'removeTags', tags: ['old'] },
      { kind: 'assignee', assigneeId: remote.otherAgentId },
      { kind: 'status', status: 'pending' },
      note,
    ]);
    const { ticket, messages } = await read(ticketId);
    expect(ticket).toMatchObject({ status: 'pending', assigneeId: remote.otherAgentId });
    expect(ticket.tags.toSorted()).toEqual(['kept', 'new']);
    expect(messages.map(({ body }) => body)).toEqual(['Please', 'For the customer', 'For the team']);
  });

  test.each(['open', 'pending', 'on_hold', 'solved', 'closed'] as const)(
    'the status %s is read back as it was set',
    async (status) => {
      const ticketId = await stage().remote.customerOpens('Help', 'Please');
      await stage().perform(ticketId, [{ kind: 'status', status }]);
      expect((await read(ticketId)).ticket.status).toBe(status);
    },
  );

  test('an assignee can be taken away', async () => {
    const { remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    await stage().perform(ticketId, [{ kind: 'assignee', assigneeId: remote.agentId }]);
    await stage().perform(ticketId, [{ kind: 'assignee', assigneeId: null }], stage().mark('op_2'));
    expect((await read(ticketId)).ticket.assigneeId).toBeNull();
  });

  test('an assignee who does not exist is invalid', async () => {
    const ticketId = await stage().remote.customerOpens('Help', 'Please');
    const writing = stage().perform(ticketId, [{ kind: 'assignee', assigneeId: '1' }]);
    expect((await refusal(writing)).kind).toBe('invalid');
  });

  test.each<Step>([reply, note, { kind: 'status', status: 'open' }, { kind: 'addTags', tags: ['late'] }])(
    'a closed ticket takes no $kind: invalid, and nothing is left on it',
    async (step) => {
      const { remote } = stage();
      const ticketId = await remote.customerOpens('Help', 'Please');
      await remote.closeTicket(ticketId);
      expect((await refusal(stage().perform(ticketId, [step]))).kind).toBe('invalid');
      expect(await remote.visibleToCustomer(ticketId)).toEqual(['Please']);
      expect(await remote.hiddenFromCustomer(ticketId)).toEqual([]);
      expect(await remote.tagsOf(ticketId)).toEqual([]);
    },
  );

  test('no credential or body shows in an error', async () => {
    const { remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    await remote.closeTicket(ticketId);
    const { message, details } = await refusal(
      stage().perform(ticketId, [{ kind: 'reply', body: 'my card is 4111' }]),
    );
    const { admin } = remote.credentials;
    expect(`${message} ${JSON.stringify(details)}`).not.toContain('4111');
    expect(`${message} ${JSON.stringify(details)}`).not.toContain(
      admin.kind === 'oauth' ? admin.accessToken : admin.token,
    );
  });
}
