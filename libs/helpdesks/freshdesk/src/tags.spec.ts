import type { PlatformRequest, Send } from '@nightdesk/helpdesks/contract';
import fc from 'fast-check';
import { applyTags, findTags, type TagStep } from './tags.js';

/** A ticket whose tags others change: `meanwhile` runs after each of our writes. */
function ticket(tags: string[], meanwhile: (tags: string[], writes: number) => string[] = (now) => now) {
  const state = { tags };
  const sent: PlatformRequest[] = [];
  const at = '2026-09-01T10:00:00Z';
  const send: Send = (request) => {
    sent.push(request);
    if (request.method === 'PUT') {
      const { tags: wanted } = request.body as { tags: string[] };
      state.tags = meanwhile([...wanted], sent.filter(({ method }) => method === 'PUT').length);
    }
    const body = { id: 42, status: 2, tags: state.tags, created_at: at, updated_at: at };
    return Promise.resolve({ status: 200, headers: {}, body, requestId: `req-${sent.length}` });
  };
  return { state, send, sent, methods: () => sent.map(({ method }) => method) };
}
const add = (...tags: string[]): TagStep => ({ kind: 'addTags', tags });
const remove = (...tags: string[]): TagStep => ({ kind: 'removeTags', tags });

test('the whole list is written, with what others had set, and read again', async () => {
  const desk = ticket(['theirs', 'old']);
  const receipt = await applyTags(desk.send, '42', [add('new', 'theirs'), remove('old')]);
  expect(desk.state.tags).toEqual(['theirs', 'new']);
  expect(desk.methods()).toEqual(['GET', 'PUT', 'GET']);
  expect(desk.sent[1]).toMatchObject({
    path: '/api/v2/tickets/42',
    body: { tags: ['theirs', 'new'] },
    repeatable: true,
  });
  expect(receipt).toEqual({ requestId: 'req-2', remoteIds: [] });
});

test('what is there already is not written again, in whatever case', async () => {
  const desk = ticket(['VIP', 'b']);
  await applyTags(desk.send, '42', [add('vip', ' b ', ''), remove('c')]);
  expect(desk.methods()).toEqual(['GET']);
});

test('a foreign tag that vanished meanwhile is put back, once', async () => {
  const desk = ticket(['theirs'], (now, writes) =>
    writes === 1 ? now.filter((tag) => tag !== 'theirs') : now,
  );
  await applyTags(desk.send, '42', [add('ours')]);
  expect(desk.state.tags.toSorted()).toEqual(['ours', 'theirs']);
  const stubborn = ticket(['theirs'], (now) => now.filter((tag) => tag !== 'theirs'));
  await applyTags(stubborn.send, '42', [add('ours')]);
  expect(stubborn.methods()).toEqual(['GET', 'PUT', 'GET', 'PUT', 'GET']);
  expect(stubborn.state.tags).toEqual(['ours']);
});

test('a tag that somebody adds meanwhile is left alone', async () => {
  const desk = ticket([], (now) => [...now, 'late']);
  await applyTags(desk.send, '42', [add('ours')]);
  expect(desk.methods()).toEqual(['GET', 'PUT', 'GET']);
  expect(desk.state.tags).toEqual(['ours', 'late']);
});

test('ours that somebody wrote over is written again, and a conflict when that fails as well', async () => {
  const desk = ticket([], (now, writes) => (writes === 1 ? [] : now));
  await applyTags(desk.send, '42', [add('ours')]);
  expect(desk.state.tags).toEqual(['ours']);
  await expect(applyTags(ticket([], () => []).send, '42', [add('ours')])).rejects.toMatchObject({
    kind: 'conflict',
  });
  const kept = ticket(['old'], () => ['old']);
  await expect(applyTags(kept.send, '42', [remove('old')])).rejects.toMatchObject({ kind: 'conflict' });
});

test('tags are found when they would change nothing, and not otherwise', async () => {
  const { send } = ticket(['a', 'VIP']);
  expect(await findTags(send, '42', [add('A', 'vip'), remove('b')])).toEqual({
    requestId: 'req-1',
    remoteIds: [],
  });
  expect(await findTags(send, '42', [add('c')])).toBeNull();
  expect(await findTags(send, '42', [remove('vip')])).toBeNull();
  expect(await findTags(send, '42', [add('c'), remove('c')])).not.toBeNull();
});

test('after any steps the last word of each tag holds, and nobody else’s tag is lost', async () => {
  const tags = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 4 });
  const step = fc.record({ kind: fc.constantFrom('addTags' as const, 'removeTags' as const), tags });
  await fc.assert(
    fc.asyncProperty(tags, fc.array(step, { minLength: 1, maxLength: 4 }), async (before, steps) => {
      const desk = ticket(['theirs', ...before]);
      await applyTags(desk.send, '42', steps);
      const wanted = new Map(before.map((tag) => [tag, true]));
      for (const { kind, tags: named } of steps) for (const tag of named) wanted.set(tag, kind === 'addTags');
      const expected = ['theirs', ...[...wanted].filter(([, is]) => is).map(([tag]) => tag)];
      expect(desk.state.tags.toSorted()).toEqual(expected.toSorted());
      expect(await findTags(desk.send, '42', steps)).not.toBeNull();
    }),
  );
});
