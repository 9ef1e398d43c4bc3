import { ticketStatuses, type HelpdeskAdapter, type Step } from '@nightdesk/helpdesks/contract';
import type { Traits } from './remote.js';
import { refusal, waiting, words, type Stage } from './stage.js';

const reply = { kind: 'reply', body: 'For the customer' } as const;
const note = { kind: 'note', body: 'For the team' } as const;

export function writingPromises(stage: () => Stage, adapter: HelpdeskAdapter, traits: Traits): void {
  const opened = () => stage().remote.customerOpens('Help', 'Please');

  test.each([...(traits.opensWithNote ? (['private'] as const) : []), 'public' as const])(
    'private notes stay private and replies are public on a ticket that began %s',
    async (beginning) => {
      const { remote } = stage();
      const ticketId = await (beginning === 'public'
        ? remote.customerOpens('Help', 'First')
        : remote.agentOpensWithNote?.('Help', 'First'));
      if (!ticketId) throw new Error('a ticket can begin with a note, and the remote does not know how');
      const operations: Step[][] = [
        [note, reply],
        [{ ...note, bodyHtml: '<p>Also for the team</p>' }],
        [{ ...reply, bodyHtml: '<p>Also for the customer</p>' }],
      ];
      for (const [index, steps] of operations.entries())
        await stage().perform(ticketId, steps, { mark: stage().mark(`op_${index}`) });
      const first = (kind: string) => (kind === beginning ? ['First'] : []);
      const { visible, hidden } = await stage().seen(ticketId);
      expect(visible.map(words)).toEqual([...first('public'), 'For the customer', 'Also for the customer']);
      expect(hidden.map(words)).toEqual([...first('private'), 'For the team', 'Also for the team']);
      const { messages } = await stage().read(ticketId);
      expect(messages.slice(1).map(({ kind }) => kind)).toEqual(['note', 'reply', 'note', 'reply']);
    },
  );

  test('adding a tag keeps the tags that others set', async () => {
    const { remote } = stage();
    const ticketId = await opened();
    await remote.setTags(ticketId, ['theirs', 'vip']);
    await stage().perform(ticketId, [{ kind: 'addTags', tags: ['ours', 'vip'] }]);
    expect((await remote.tagsOf(ticketId)).toSorted()).toEqual(['ours', 'theirs', 'vip']);
  });

  test('removing a tag keeps the others, and a tag that is not there is no error', async () => {
    const { remote } = stage();
    const ticketId = await opened();
    await remote.setTags(ticketId, ['theirs', 'vip']);
    await stage().perform(ticketId, [{ kind: 'removeTags', tags: ['vip', 'never'] }]);
    expect(await remote.tagsOf(ticketId)).toEqual(['theirs']);
  });

  test('tags can be added and removed in one operation, also to none at all', async () => {
    const { remote } = stage();
    const ticketId = await opened();
    await remote.setTags(ticketId, ['one', 'two']);
    await stage().perform(ticketId, [
      { kind: 'addTags', tags: ['three', 'four'] },
      { kind: 'removeTags', tags: ['one', 'two'] },
      { kind: 'removeTags', tags: ['three', 'four'] },
    ]);
    expect(await remote.tagsOf(ticketId)).toEqual([]);
  });

  test('reply, assignee and status of one operation all arrive', async () => {
    const { remote } = stage();
    const ticketId = await opened();
    const assign = { kind: 'assignee', assigneeId: remote.agentId } as const;
    await stage().perform(ticketId, [reply, assign, { kind: 'status', status: 'solved' }]);
    const { ticket } = await stage().read(ticketId);
    expect(ticket).toMatchObject({ status: 'solved', assigneeId: remote.agentId });
    expect((await remote.visibleToCustomer(ticketId)).map(words)).toEqual(['Please', 'For the customer']);
  });

  test('an operation of every kind of step leaves all of them on the ticket, and nothing else', async () => {
    const { remote } = stage();
    const ticketId = await opened();
    await remote.setTags(ticketId, ['old', 'kept']);
    await stage().perform(ticketId, [
      reply,
      { kind: 'addTags', tags: ['new'] },
      { kind: 'removeTags', tags: ['old'] },
      { kind: 'assignee', assigneeId: remote.otherAgentId },
      waiting(adapter),
      note,
    ]);
    const { ticket, messages } = await stage().read(ticketId);
    expect(ticket).toMatchObject({ status: waiting(adapter).status, assigneeId: remote.otherAgentId });
    expect(ticket.tags.toSorted()).toEqual(['kept', 'new']);
    const said = ['Please', 'For the customer', 'For the team'];
    expect(messages.map(({ body }) => words(body))).toEqual(said);
  });

  test.each([...adapter.statuses])('the status %s is read back as it was set', async (status) => {
    const ticketId = await opened();
    await stage().perform(ticketId, [{ kind: 'status', status }]);
    expect((await stage().read(ticketId)).ticket.status).toBe(status);
    expect(await stage().find(ticketId, [{ kind: 'status', status }])).not.toContain(null);
  });

  const others = ticketStatuses.filter(
    (status) => status !== 'new' && !adapter.statuses.includes(status),
  ) as Extract<Step, { kind: 'status' }>['status'][];
  if (others.length > 0) {
    test.each(others)(
      'the status %s, which the platform does not have, is refused and nothing is sent',
      async (status) => {
        const ticketId = await opened();
        const before = (await stage().read(ticketId)).ticket;
        const calls = stage().asked.length;
        expect((await refusal(stage().perform(ticketId, [{ kind: 'status', status }]))).kind).toBe('invalid');
        expect(stage().asked).toHaveLength(calls);
        expect((await stage().read(ticketId)).ticket).toEqual(before);
      },
    );
  }

  test('a solved ticket can be opened again', async () => {
    const ticketId = await opened();
    for (const status of ['solved', 'open'] as const)
      await stage().perform(ticketId, [{ kind: 'status', status }], { mark: stage().mark(`op_${status}`) });
    expect((await stage().read(ticketId)).ticket.status).toBe('open');
  });

  test('an assignee can be set, changed and taken away', async () => {
    const { remote } = stage();
    const ticketId = await opened();
    for (const assigneeId of [remote.agentId, remote.otherAgentId, null]) {
      const mark = stage().mark(`op_${assigneeId}`);
      await stage().perform(ticketId, [{ kind: 'assignee', assigneeId }], { mark });
      expect((await stage().read(ticketId)).ticket.assigneeId).toBe(assigneeId);
    }
  });

  test.each(['999999999', 'nobody at all', ''])(
    'the assignee %j, who does not exist, is invalid and nobody is assigned',
    async (assigneeId) => {
      const ticketId = await opened();
      expect((await refusal(stage().perform(ticketId, [{ kind: 'assignee', assigneeId }]))).kind).toBe(
        'invalid',
      );
      expect((await stage().read(ticketId)).ticket.assigneeId).toBeNull();
    },
  );

  test('a refused assignee stops what comes with it or after it', async () => {
    const { remote } = stage();
    const ticketId = await opened();
    const steps: Step[] = [{ kind: 'assignee', assigneeId: '999999999' }, waiting(adapter)];
    expect((await refusal(stage().perform(ticketId, steps))).kind).toBe('invalid');
    const { ticket } = await stage().read(ticketId);
    expect([ticket.assigneeId, ticket.status === waiting(adapter).status]).toEqual([null, false]);
    expect(await remote.visibleToCustomer(ticketId)).toEqual(['Please']);
  });

  const late: Step[] = [reply, note, { kind: 'status', status: 'open' }, { kind: 'addTags', tags: ['late'] }];
  if (traits.closedIsFinal) {
    test.each(late)('a closed ticket takes no $kind: invalid, and nothing is left on it', async (step) => {
      const { remote } = stage();
      const ticketId = await opened();
      await remote.closeTicket(ticketId);
      const before = await stage().seen(ticketId);
      expect((await refusal(stage().perform(ticketId, [step]))).kind).toBe('invalid');
      expect(await stage().seen(ticketId)).toEqual(before);
      expect((await stage().read(ticketId)).ticket.status).toBe('closed');
    });
  } else {
    test.each(late)('a closed ticket still takes a $kind', async (step) => {
      const ticketId = await opened();
      await stage().remote.closeTicket(ticketId);
      await stage().perform(ticketId, [step]);
      expect(await stage().find(ticketId, [step])).not.toContain(null);
      const { visible, hidden, tags } = await stage().seen(ticketId);
      const { status } = (await stage().read(ticketId)).ticket;
      expect([...visible, ...hidden, ...tags, status].map(words)).toContain(
        'body' in step ? step.body : 'tags' in step ? 'late' : 'open',
      );
    });
  }
}
