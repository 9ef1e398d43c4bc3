import type { Step } from '@nightdesk/helpdesks/contract';
import { refusal, waiting, words, type Stage } from './stage.js';

const reply: Step = { kind: 'reply', body: 'Hello' };
const note: Step = { kind: 'note', body: 'Hello' };

export function ambiguityPromises(stage: () => Stage): void {
  const opened = () => stage().remote.customerOpens('Help', 'Please');
  const visible = async (ticketId: string) => (await stage().remote.visibleToCustomer(ticketId)).map(words);

  test.each(['timeout-after', 'reset-after'] as const)(
    'a reply whose answer was lost (%s) is ambiguous and found again',
    async (fault) => {
      const ticketId = await opened();
      const mark = stage().mark();
      stage().remote.spoil('update ticket', fault);
      expect((await refusal(stage().perform(ticketId, [reply], { mark, impatient: true }))).kind).toBe(
        'ambiguous',
      );
      const [receipt] = await stage().find(ticketId, [reply], mark);
      expect(receipt?.remoteIds.length).toBeGreaterThan(0);
      expect(receipt?.candidates).toBeUndefined();
      expect(await visible(ticketId)).toEqual(['Please', 'Hello']);
    },
  );

  test.each(['timeout-before', '503'] as const)(
    'a reply that had no effect (%s) is ambiguous, not found, and can be repeated',
    async (fault) => {
      const ticketId = await opened();
      const mark = stage().mark();
      stage().remote.spoil('update ticket', fault);
      expect((await refusal(stage().perform(ticketId, [reply], { mark, impatient: true }))).kind).toBe(
        'ambiguous',
      );
      expect(await stage().find(ticketId, [reply], mark)).toEqual([null]);
      await stage().perform(ticketId, [reply], { mark });
      expect(await stage().find(ticketId, [reply], mark)).not.toContain(null);
      expect(await visible(ticketId)).toEqual(['Please', 'Hello']);
    },
  );

  test('an operation that stopped at its reply is found to be not there, in all its parts', async () => {
    const ticketId = await opened();
    const steps = [reply, waiting(stage().adapter)];
    stage().remote.spoil('update ticket', 'timeout-before');
    expect((await refusal(stage().perform(ticketId, steps, { impatient: true }))).kind).toBe('ambiguous');
    for (const found of await stage().find(ticketId, steps)) expect(found).toBeNull();
  });

  test('every part of an operation is found when all of it was applied', async () => {
    const { adapter, remote } = stage();
    const ticketId = await opened();
    await remote.setTags(ticketId, ['old']);
    const steps: Step[] = [
      reply,
      note,
      { kind: 'addTags', tags: ['new'] },
      { kind: 'removeTags', tags: ['old'] },
      { kind: 'assignee', assigneeId: remote.otherAgentId },
      waiting(adapter),
    ];
    const mark = stage().mark();
    await stage().perform(ticketId, steps, { mark });
    expect(await stage().find(ticketId, steps, mark)).not.toContain(null);
  });

  test.each([reply, note])(
    'a receipt of a $kind found later names the same remote ids as the answer did',
    async (step) => {
      const ticketId = await opened();
      const mark = stage().mark();
      const [receipt] = await stage().perform(ticketId, [step], { mark });
      const [found] = await stage().find(ticketId, [step], mark);
      expect(found?.remoteIds).toEqual(receipt?.remoteIds);
      expect(receipt?.remoteIds.length).toBeGreaterThan(0);
      expect((receipt?.requestId ?? '') !== '').toBe(stage().traits.requestIds === 'everywhere');
    },
  );

  test('two operations with the same text are told apart', async () => {
    const ticketId = await opened();
    const [one] = await stage().perform(ticketId, [reply], { mark: stage().mark('op_1') });
    const first = one?.remoteIds ?? [];
    expect(await stage().find(ticketId, [reply], stage().mark('op_2', first))).toEqual([null]);
    const [two] = await stage().perform(ticketId, [reply], { mark: stage().mark('op_2', first) });
    const second = two?.remoteIds ?? [];
    const find = async (operationId: string, taken: string[]) =>
      (await stage().find(ticketId, [reply], stage().mark(operationId, taken)))[0]?.remoteIds;
    expect(await find('op_1', second)).toEqual(first);
    expect(await find('op_2', first)).toEqual(second);
    expect(first.filter((id) => second.includes(id))).toEqual([]);
  });

  test.each([
    [reply, note],
    [note, reply],
  ])('a $kind is not taken for another kind with the same text', async (written, wanted) => {
    const ticketId = await opened();
    const mark = stage().mark();
    await stage().perform(ticketId, [written], { mark });
    expect(await stage().find(ticketId, [wanted], mark)).toEqual([null]);
    expect(await stage().find(ticketId, [written], mark)).not.toContain(null);
  });

  test('another text is not taken for ours, however much they share', async () => {
    const ticketId = await opened();
    const mark = stage().mark();
    await stage().perform(ticketId, [{ kind: 'reply', body: 'Hello, we look into it.' }], { mark });
    for (const body of [
      'Hello',
      'Hello, we look into it',
      'Hello, we look into it. Bye',
      'hello, we look into it.',
    ])
      expect(await stage().find(ticketId, [{ kind: 'reply', body }], mark)).toEqual([null]);
  });

  test('a customer or a colleague who writes the same text is not taken for us', async () => {
    const { remote } = stage();
    const ticketId = await opened();
    const mark = stage().mark();
    await remote.agentWrites(ticketId, 'Hello', 'public');
    await remote.agentWrites(ticketId, 'Hello', 'private');
    await remote.customerReplies(ticketId, 'Hello');
    expect(await stage().find(ticketId, [reply], mark)).toEqual([null]);
    expect(await stage().find(ticketId, [note], mark)).toEqual([null]);
    const [receipt] = await stage().perform(ticketId, [reply], { mark });
    expect((await stage().find(ticketId, [reply], mark))[0]?.remoteIds).toEqual(receipt?.remoteIds);
  });

  test('a write is found behind many later messages', async () => {
    const { remote, many } = stage();
    const ticketId = await opened();
    const mark = stage().mark();
    const [receipt] = await stage().perform(ticketId, [reply], { mark });
    for (const count of many) await remote.customerReplies(ticketId, `And another thing ${count}`);
    expect((await stage().find(ticketId, [reply], mark))[0]?.remoteIds).toEqual(receipt?.remoteIds);
  });

  test.each<[string, Step, Step]>([
    ['added', { kind: 'addTags', tags: ['new'] }, { kind: 'removeTags', tags: ['old'] }],
    ['removed', { kind: 'removeTags', tags: ['old'] }, { kind: 'addTags', tags: ['new'] }],
  ])(
    'tags that were %s are found, also after a lost answer, and not where they never arrived',
    async (_how, step, other) => {
      const { remote } = stage();
      const ticketId = await opened();
      await remote.setTags(ticketId, ['old']);
      const attempt = async () =>
        (await refusal(stage().perform(ticketId, [step], { impatient: true }))).kind;
      remote.spoil('tag ticket', 'timeout-before');
      expect(['ambiguous', 'unavailable']).toContain(await attempt());
      expect(await stage().find(ticketId, [step])).toEqual([null]);
      remote.spoil('tag ticket', 'timeout-after');
      expect(['ambiguous', 'unavailable']).toContain(await attempt());
      expect(await stage().find(ticketId, [step])).not.toContain(null);
      expect(await stage().find(ticketId, [other])).toEqual([null]);
    },
  );

  test('a repeated write of tags changes nothing more', async () => {
    const { remote } = stage();
    const ticketId = await opened();
    for (const _attempt of [1, 2]) await stage().perform(ticketId, [{ kind: 'addTags', tags: ['once'] }]);
    expect(await remote.tagsOf(ticketId)).toEqual(['once']);
  });
}
