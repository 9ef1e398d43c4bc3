import type { Step } from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { allowance, foresee } from './dry-run.calls.js';

const noon = new Date('2026-11-22T12:00:00.000Z');
const asked = (steps: Step[], ticketId = '42', ifNoReplySince: Date | null = null) => ({
  ticketId,
  steps,
  ifNoReplySince,
  ifStatusIn: [],
});
const on = (platform: string, request: ReturnType<typeof asked>, remoteUserId: string | null = '7') =>
  foresee(adapterFor(platform), { remoteUserId }, request, noon);

test('the calls are those of the platform’s own plan, in its order, with the steps that each serves', async () => {
  const steps: Step[] = [
    { kind: 'reply', body: 'Hello.' },
    { kind: 'addTags', tags: ['late'] },
    { kind: 'status', status: 'pending' },
  ];
  expect(await on('zendesk', asked(steps))).toMatchObject({
    calls: [
      { method: 'PUT', path: '/api/v2/tickets/42/tags', steps: ['addTags'] },
      { method: 'PUT', path: '/api/v2/tickets/42', steps: ['reply', 'status'] },
    ],
    refused: null,
    notes: [],
  });
  const { calls } = await on('freshdesk', asked(steps));
  expect(calls.map(({ steps: kinds }) => kinds)).toEqual([['reply'], ['addTags'], ['status']]);
});

test('conditions cost a look first, which serves no step', async () => {
  const { calls, notes } = await on('zendesk', asked([{ kind: 'note', body: 'x' }], '42', noon));
  expect(calls[0]).toMatchObject({ method: 'GET', steps: [] });
  expect(calls[1]).toMatchObject({ method: 'PUT', steps: ['note'] });
  expect(notes).toEqual([]);
});

test('where the rest depends on an answer, the note says so', async () => {
  const { calls, notes } = await on(
    'intercom',
    asked([{ kind: 'addTags', tags: ['late'] }], 'conversation-42'),
    null,
  );
  expect(calls).toEqual([{ method: 'GET', path: '/me', steps: ['addTags'] }]);
  expect(notes).toEqual([expect.stringContaining('What follows GET /me depends on its answer')]);
});

test.each([
  ['freshdesk', '42'],
  ['request-tracker', '42'],
  ['zendesk', '42'],
  ['intercom', 'conversation-42'],
])('every kind of step is foreseen at %s, and nothing is asked of it', async (platform, ticketId) => {
  const steps: Step[] = [
    { kind: 'reply', body: 'Hello.' },
    { kind: 'note', body: 'VIP' },
    { kind: 'addTags', tags: ['late'] },
    { kind: 'removeTags', tags: ['new'] },
    { kind: 'assignee', assigneeId: '7' },
    { kind: 'status', status: 'solved' },
  ];
  const { calls, requests, refused } = await on(platform, asked(steps, ticketId));
  expect(refused).toBeNull();
  expect(calls.flatMap(({ steps: kinds }) => kinds).toSorted()).toEqual(
    steps.map(({ kind }) => kind).toSorted(),
  );
  expect(allowance(adapterFor(platform), requests, [], 0.75).length).toBeGreaterThan(0);
});

test('what an adapter refuses before it sends anything is a refusal, and a defect is none', async () => {
  const { refused } = await on('zendesk', asked([{ kind: 'assignee', assigneeId: 'Tomás' }]));
  expect(refused).toContain('Zendesk agent ids are numbers');
  const broken = { ...adapterFor('zendesk'), plan: () => { throw new TypeError('no plan'); } }; // prettier-ignore
  const tried = foresee(broken as never, { remoteUserId: null }, asked([]), noon);
  await expect(tried).rejects.toThrow('no plan');
});

describe('the allowance', () => {
  const windows = () => [{ name: 'account', limit: 10, windowMs: 60_000 }];
  const call = { method: 'PUT', path: '/a', route: '/a' } as const;
  const used = { reserve: 0, blockedUntil: null, windowMs: 60_000 };

  test('of a window that nothing has counted in is its ceiling', () => {
    expect(allowance({ windows }, [call, call], [], 0.75)).toMatchObject([
      { window: 'account', limit: 10, used: 0, free: 7, cost: 1, needed: 2 },
    ]);
  });

  test('counts the calls of others, and knows what was learnt; a credential for writes has a count of its own', () => {
    const whole = { ...used, name: 'account', limit: 100, ceiling: 75, used: 70, foreign: 20 };
    expect(allowance({ windows }, [call], [whole], 0.75)).toMatchObject([{ limit: 100, used: 90, free: 0 }]);
    const own = { ...used, name: 'account (write lane)', limit: 50, ceiling: 25, used: 5, foreign: 0 };
    expect(allowance({ windows }, [call], [whole, own], 0.75)).toMatchObject([
      { limit: 50, used: 5, free: 20 },
    ]);
  });
});
