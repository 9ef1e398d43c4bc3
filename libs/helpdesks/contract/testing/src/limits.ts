import type { Step } from '@nightdesk/helpdesks/contract';
import type { Traits } from './remote.js';
import { refusal, words, type Stage } from './stage.js';

const reply: Step = { kind: 'reply', body: 'Hello' };

export function limitPromises(stage: () => Stage, traits: Traits): void {
  const opened = () => stage().remote.customerOpens('Help', 'Please');
  const spoiled = async (call: 'read ticket' | 'update ticket', how: '429' | '503', seconds?: number) => {
    const ticketId = await opened();
    stage().remote.spoil(call, how, seconds);
    return refusal(call === 'read ticket' ? stage().read(ticketId) : stage().perform(ticketId, [reply]));
  };
  const secondsTo = (instant: Date | undefined) => ((instant?.getTime() ?? 0) - Date.now()) / 1000;

  test.each(['read ticket', 'update ticket'] as const)('429 on %s is rate_limited', async (call) => {
    expect((await spoiled(call, '429', 17)).kind).toBe('rate_limited');
  });

  test('a write that met 429 had no effect and can be repeated', async () => {
    const ticketId = await opened();
    stage().remote.spoil('update ticket', '429', 1);
    await refusal(stage().perform(ticketId, [reply]));
    expect(await stage().remote.visibleToCustomer(ticketId)).toEqual(['Please']);
    await stage().perform(ticketId, [reply]);
    expect((await stage().remote.visibleToCustomer(ticketId)).map(words)).toEqual(['Please', 'Hello']);
  });

  if (traits.retryAfter) {
    test.each(['read ticket', 'update ticket'] as const)('429 on %s says when to come back', async (call) => {
      const inSeconds = secondsTo((await spoiled(call, '429', 17)).details.retryAt);
      expect(inSeconds).toBeGreaterThan(14);
      expect(inSeconds).toBeLessThanOrEqual(17);
    });

    test('503 on a read says when to come back', async () => {
      const inSeconds = secondsTo((await spoiled('read ticket', '503', 20)).details.retryAt);
      expect(inSeconds).toBeGreaterThan(17);
      expect(inSeconds).toBeLessThanOrEqual(20);
    });
  }

  test('503 on a read is unavailable, and the next reading is as good as any', async () => {
    const ticketId = await opened();
    stage().remote.spoil('read ticket', '503');
    expect((await refusal(stage().read(ticketId))).kind).toBe('unavailable');
    expect((await stage().read(ticketId)).ticket.id).toBe(ticketId);
  });

  test('a read without an answer is unavailable', async () => {
    const { adapter, remote } = stage();
    const ticketId = await opened();
    remote.spoil('read ticket', 'timeout-before');
    const reading = adapter.getTicket(stage().send(undefined, true), ticketId);
    expect((await refusal(reading)).kind).toBe('unavailable');
  });

  test('every call names a route without values, in which its path fits', async () => {
    const ticketId = await opened();
    await stage().perform(ticketId, [reply, { kind: 'addTags', tags: ['a'] }]);
    await stage().read(ticketId);
    await stage().listAll({ since: new Date(Date.now() - 60_000) });
    expect(stage().asked.length).toBeGreaterThan(3);
    for (const { path, route } of stage().asked) {
      const fits = new RegExp(`^${route.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`);
      expect(path).toMatch(fits);
      expect(route).not.toMatch(/\/\d+(\/|$)/);
    }
  });

  if (!traits.statesLimits) {
    test('where the platform states no limits, none are learnt', async () => {
      const ticketId = await opened();
      await stage().perform(ticketId, [reply]);
      expect(stage().answered.flatMap(({ learnt }) => learnt)).toEqual([]);
      expect(stage().remote.statedLimits).toEqual({});
    });
    return;
  }

  test('learnt limits are those of the site’s plan', async () => {
    const { adapter, remote } = stage();
    const ticketId = await opened();
    await remote.settle();
    const learnt = new Map<string, number | undefined>();
    await stage().perform(ticketId, [reply]);
    await adapter.listChanged(stage().send(), { since: new Date(Date.now() - 60_000), cursor: null });
    for (const { name, limit } of stage().answered.flatMap((answer) => answer.learnt))
      learnt.set(name, limit);
    expect(Object.fromEntries(learnt)).toEqual(remote.statedLimits);
  });

  test('what is learnt of a call belongs to the windows that the call counts in', async () => {
    const { adapter } = stage();
    const ticketId = await opened();
    await stage().perform(ticketId, [reply, { kind: 'addTags', tags: ['a'] }]);
    await stage().read(ticketId);
    expect(stage().answered.length).toBeGreaterThan(3);
    for (const { request, learnt } of stage().answered) {
      const windows = adapter.windows(request).map(({ name }) => name);
      expect(windows).toEqual(expect.arrayContaining(learnt.map(({ name }) => name)));
      expect(learnt).not.toEqual([]);
    }
  });

  test('a 429 teaches that nothing is left', async () => {
    await spoiled('read ticket', '429', 17);
    const learnt = stage().answered.at(-1)?.learnt ?? [];
    const usedUp = learnt.filter(({ isUsedUp, remaining }) => isUsedUp === true || remaining === 0);
    expect(usedUp).not.toEqual([]);
  });

  test('use of the limit by others shows in what remains', async () => {
    const ticketId = await opened();
    const remaining = async () => {
      await stage().read(ticketId);
      const learnt = stage()
        .answered.at(-1)
        ?.learnt.find(({ name }) => name === 'account');
      return learnt?.remaining ?? Number.NaN;
    };
    const before = await remaining();
    stage().remote.foreignUse(50);
    // a new window may have begun in between, which gives back what we used and not what others did
    expect(await remaining()).toBeLessThanOrEqual(before - 50 + stage().answered.length);
  });

  test('a limit that is really used up is rate_limited', async () => {
    const ticketId = await opened();
    stage().remote.foreignUse(1_000_000);
    const { kind, details } = await refusal(stage().read(ticketId));
    expect(kind).toBe('rate_limited');
    expect(details.retryAt?.getTime()).toBeGreaterThan(Date.now());
  });
}
