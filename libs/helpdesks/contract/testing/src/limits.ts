import type { Step } from '@nightdesk/helpdesks/contract';
import { impatient, refusal, type Stage } from './stage.js';

const reply: Step = { kind: 'reply', body: 'Hello' };

export function limitPromises(stage: () => Stage): void {
  const lastLearnt = () =>
    new Map((stage().answered.at(-1)?.learnt ?? []).map((limit) => [limit.name, limit]));

  test('learnt limits are those of the site’s plan', async () => {
    const { adapter, remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    await remote.settle();
    const learnt = new Map<string, number | undefined>();
    await stage().perform(ticketId, [reply]);
    await adapter.listChanged(stage().send(), { since: new Date(0), cursor: null });
    for (const { name, limit } of stage().answered.flatMap((answer) => answer.learnt))
      learnt.set(name, limit);
    expect(Object.fromEntries(learnt)).toEqual(remote.statedLimits);
  });

  test('what is learnt of a call belongs to the windows that the call counts in', async () => {
    const { adapter, remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    await stage().perform(ticketId, [reply, { kind: 'addTags', tags: ['a'] }]);
    await adapter.getTicket(stage().send(), ticketId);
    expect(stage().answered.length).toBeGreaterThan(3);
    for (const { request, learnt } of stage().answered) {
      const windows = adapter.windows(request).map(({ name }) => name);
      expect(windows).toEqual(expect.arrayContaining(learnt.map(({ name }) => name)));
      expect(learnt).not.toEqual([]);
    }
  });

  test('use of the limit by others shows in what remains', async () => {
    const { adapter, remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    await adapter.getTicket(stage().send(), ticketId);
    const before = lastLearnt().get('account')?.remaining ?? 0;
    remote.foreignUse(50);
    await adapter.getTicket(stage().send(), ticketId);
    // a new minute may have begun in between, which gives back what we used and not what others did
    expect(lastLearnt().get('account')?.remaining).toBeLessThanOrEqual(before - 50 + stage().answered.length);
  });

  test.each(['read ticket', 'update ticket'] as const)(
    '429 on %s is rate_limited with the instant to come back',
    async (call) => {
      const { adapter, remote } = stage();
      const ticketId = await remote.customerOpens('Help', 'Please');
      remote.spoil(call, '429', 17);
      const work =
        call === 'read ticket'
          ? adapter.getTicket(stage().send(), ticketId)
          : stage().perform(ticketId, [reply]);
      const { kind, details } = await refusal(work);
      expect(kind).toBe('rate_limited');
      const inSeconds = ((details.retryAt?.getTime() ?? 0) - Date.now()) / 1000;
      expect(inSeconds).toBeGreaterThan(14);
      expect(inSeconds).toBeLessThanOrEqual(17);
      expect(stage().answered.at(-1)?.learnt).toContainEqual(expect.objectContaining({ remaining: 0 }));
    },
  );

  test('a limit that is really used up is rate_limited', async () => {
    const { adapter, remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    remote.foreignUse(1_000_000);
    const { kind, details } = await refusal(adapter.getTicket(stage().send(), ticketId));
    expect(kind).toBe('rate_limited');
    expect(details.retryAt?.getTime()).toBeGreaterThan(Date.now());
  });

  test('503 on a read is unavailable and says when to come back', async () => {
    const { adapter, remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    remote.spoil('read ticket', '503', 20);
    const { kind, details } = await refusal(adapter.getTicket(stage().send(), ticketId));
    expect(kind).toBe('unavailable');
    expect(details.retryAt?.getTime()).toBeGreaterThan(Date.now());
  });

  test('a read without an answer is unavailable', async () => {
    const { adapter, remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    remote.spoil('read ticket', 'timeout-before');
    expect((await refusal(adapter.getTicket(stage().send(undefined, impatient), ticketId))).kind).toBe(
      'unavailable',
    );
  });
}
