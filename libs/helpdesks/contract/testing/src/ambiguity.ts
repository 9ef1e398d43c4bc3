import type { Step } from '@nightdesk/helpdesks/contract';
import { impatient, refusal, type Stage } from './stage.js';

const reply: Step = { kind: 'reply', body: 'Hello' };
const update: Step[] = [reply, { kind: 'status', status: 'pending' }];

export function ambiguityPromises(stage: () => Stage): void {
  const find = (ticketId: string, group: readonly Step[], operationId?: string) =>
    stage().adapter.findApplied(stage().send(), ticketId, group, stage().mark(operationId));

  test.each(['timeout-after', 'reset-after'] as const)(
    'a write whose answer was lost (%s) is ambiguous and found again',
    async (fault) => {
      const { remote } = stage();
      const ticketId = await remote.customerOpens('Help', 'Please');
      remote.spoil('update ticket', fault);
      expect((await refusal(stage().perform(ticketId, update, stage().mark(), impatient))).kind).toBe(
        'ambiguous',
      );
      const receipt = await find(ticketId, update);
      expect(receipt?.remoteIds).not.toEqual([]);
      expect(await remote.visibleToCustomer(ticketId)).toEqual(['Please', 'Hello']);
    },
  );

  test.each(['timeout-before', '503'] as const)(
    'a write that had no effect (%s) is ambiguous, not found, and can be repeated',
    async (fault) => {
      const { remote } = stage();
      const ticketId = await remote.customerOpens('Help', 'Please');
      const mark = stage().mark();
      remote.spoil('update ticket', fault);
      expect((await refusal(stage().perform(ticketId, update, mark, impatient))).kind).toBe('ambiguous');
      expect(await find(ticketId, update)).toBeNull();
      await stage().perform(ticketId, update, mark);
      expect(await find(ticketId, update)).not.toBeNull();
      expect(await remote.visibleToCustomer(ticketId)).toEqual(['Please', 'Hello']);
    },
  );

  test('a receipt found later names the same remote ids as the answer did', async () => {
    const ticketId = await stage().remote.customerOpens('Help', 'Please');
    const [receipt] = await stage().perform(ticketId, update);
    expect((await find(ticketId, update))?.remoteIds).toEqual(receipt?.remoteIds);
    expect(receipt?.remoteIds.length).toBeGreaterThan(0);
    expect(receipt?.requestId).toEqual(expect.stringMatching(/./));
  });

  test('two operations with the same text are told apart', async () => {
    const ticketId = await stage().remote.customerOpens('Help', 'Please');
    const [one] = await stage().perform(ticketId, [reply], stage().mark('op_1'));
    expect(await find(ticketId, [reply], 'op_2')).toBeNull();
    const [two] = await stage().perform(ticketId, [reply], stage().mark('op_2'));
    expect((await find(ticketId, [reply], 'op_1'))?.remoteIds).toEqual(one?.remoteIds);
    expect((await find(ticketId, [reply], 'op_2'))?.remoteIds).toEqual(two?.remoteIds);
    expect(one?.remoteIds).not.toEqual(two?.remoteIds);
  });

  test('the calls of one operation are told apart', async () => {
    const { adapter, remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    const [first = [], second = []] = adapter.plan([reply, { kind: 'note', body: 'Hello' }]);
    await adapter.apply(stage().send(), ticketId, first, stage().mark());
    expect(await find(ticketId, first)).not.toBeNull();
    expect(await find(ticketId, second)).toBeNull();
  });

  test('a human who writes the same text is not taken for us', async () => {
    const { remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    const mark = stage().mark();
    await remote.agentWrites(ticketId, 'Hello', 'public');
    expect(await stage().adapter.findApplied(stage().send(), ticketId, [reply], mark)).toBeNull();
  });

  test('a write is found behind two hundred later messages', async () => {
    const { remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    const mark = stage().mark();
    await stage().perform(ticketId, [reply], mark);
    for (let count = 0; count < 200; count += 1)
      await remote.customerReplies(ticketId, `And another thing ${count}`);
    expect(await stage().adapter.findApplied(stage().send(), ticketId, [reply], mark)).not.toBeNull();
  });

  test('tags are found on the ticket, also after a lost answer, and not where they never arrived', async () => {
    const { remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    await remote.setTags(ticketId, ['old']);
    const add: Step[] = [{ kind: 'addTags', tags: ['new'] }];
    remote.spoil('tag ticket', 'timeout-before');
    expect(['ambiguous', 'unavailable']).toContain(
      (await refusal(stage().perform(ticketId, add, stage().mark(), impatient))).kind,
    );
    expect(await find(ticketId, add)).toBeNull();
    remote.spoil('tag ticket', 'timeout-after');
    expect(['ambiguous', 'unavailable']).toContain(
      (await refusal(stage().perform(ticketId, add, stage().mark(), impatient))).kind,
    );
    expect(await find(ticketId, add)).not.toBeNull();
    expect(await find(ticketId, [{ kind: 'removeTags', tags: ['old'] }])).toBeNull();
  });
}
