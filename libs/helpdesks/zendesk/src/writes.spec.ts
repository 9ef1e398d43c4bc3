import type { PlatformRequest, Send, Step } from '@nightdesk/helpdesks/contract';
import fc from 'fast-check';
import { apply, findApplied, plan } from './writes.js';

const reply: Step = { kind: 'reply', body: 'Hello' };
const note: Step = { kind: 'note', body: 'Careful' };
const solved: Step = { kind: 'status', status: 'solved' };
const assignee: Step = { kind: 'assignee', assigneeId: '7' };
const tag: Step = { kind: 'addTags', tags: ['a'] };
const untag: Step = { kind: 'removeTags', tags: ['b'] };
const mark = { operationId: 'op_1', since: new Date('2026-09-01T10:00:00Z'), authorId: '7', taken: [] };

function recorder(answer: unknown): { send: Send; sent: PlatformRequest[] } {
  const sent: PlatformRequest[] = [];
  const send: Send = (request) => {
    sent.push(request);
    return Promise.resolve({ status: 200, headers: {}, body: answer, requestId: 'req-1' });
  };
  return { send, sent };
}

describe('plan', () => {
  test.each<[string, Step[], Step[][]]>([
    ['nothing', [], []],
    ['reply, assignee and status in one call', [reply, solved, assignee], [[reply, assignee, solved]]],
    ['tags first', [reply, tag, solved], [[tag], [reply, solved]]],
    [
      'adding and removing tags by two calls, in the order asked for',
      [untag, reply, tag],
      [[untag], [tag], [reply]],
    ],
    [
      'tags of one kind in one call',
      [tag, { kind: 'addTags', tags: ['c'] }],
      [[tag, { kind: 'addTags', tags: ['c'] }]],
    ],
    [
      'a call for each comment, status and assignee with the last',
      [reply, note, solved, assignee],
      [[reply], [note, assignee, solved]],
    ],
    ['only a status', [solved], [[solved]]],
  ])('%s', (_name, steps, expected) => {
    expect(plan(steps)).toEqual(expected);
  });

  const text = fc.string({ minLength: 1 });
  const anyStep: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ kind: fc.constantFrom('reply' as const, 'note' as const), body: text }),
    fc.record({
      kind: fc.constant('status' as const),
      status: fc.constantFrom('open' as const, 'on_hold' as const, 'solved' as const),
    }),
    fc.record({
      kind: fc.constantFrom('addTags' as const, 'removeTags' as const),
      tags: fc.array(text, { minLength: 1 }),
    }),
    fc.record({ kind: fc.constant('assignee' as const), assigneeId: fc.constantFrom('7', null) }),
  );

  test('keeps every step once, in order within its kind, and makes no empty call', () => {
    fc.assert(
      fc.property(fc.array(anyStep), (steps) => {
        const groups = plan(steps);
        expect(groups.every((group) => group.length > 0)).toBe(true);
        const planned = groups.flat();
        expect(planned).toHaveLength(steps.length);
        for (const kinds of [['reply', 'note'], ['status'], ['assignee'], ['addTags', 'removeTags']]) {
          const of = (all: readonly Step[]) => all.filter(({ kind }) => kinds.includes(kind));
          expect(of(planned)).toEqual(of(steps));
        }
      }),
    );
  });

  test('no call carries two comments, two statuses or two assignees', () => {
    fc.assert(
      fc.property(fc.array(anyStep), (steps) => {
        for (const group of plan(steps)) {
          const fields = group
            .map(({ kind }) => (kind === 'note' ? 'reply' : kind))
            .filter((kind) => !kind.endsWith('Tags'));
          expect(new Set(fields).size).toBe(fields.length);
        }
      }),
    );
  });
});

describe('apply', () => {
  const done = {
    ticket: { id: 42 },
    audit: {
      id: 555,
      events: [
        { id: 556, type: 'Comment' },
        { id: 557, type: 'Change' },
      ],
    },
  };

  test.each([
    [reply, { body: 'Hello', public: true }],
    [note, { body: 'Careful', public: false }],
    [
      { ...reply, bodyHtml: '<p>Hello</p>' },
      { html_body: '<p>Hello</p>', public: true },
    ],
    [
      { ...note, bodyHtml: '<p>No</p>' },
      { html_body: '<p>No</p>', public: false },
    ],
  ])('%j always says whether it is public', async (step, comment) => {
    const { send, sent } = recorder(done);
    await apply(send, '42', [step], mark);
    expect(sent).toEqual([
      expect.objectContaining({
        method: 'PUT',
        path: '/api/v2/tickets/42',
        body: { ticket: expect.objectContaining({ comment }) },
      }),
    ]);
  });

  test('one update carries comment, assignee, status and our mark; the receipt has what Zendesk made of it', async () => {
    const { send, sent } = recorder(done);
    const receipt = await apply(send, '42', [reply, assignee, { kind: 'status', status: 'on_hold' }], mark);
    expect(receipt).toEqual({ requestId: 'req-1', remoteIds: ['555', '556'] });
    expect(sent).toHaveLength(1);
    expect(sent[0]?.repeatable).toBeUndefined();
    expect(sent[0]?.body).toEqual({
      ticket: {
        comment: { body: 'Hello', public: true },
        assignee_id: 7,
        status: 'hold',
        metadata: { nightdesk_operation: 'op_1', nightdesk_part: expect.stringMatching(/^[0-9a-f]{16}$/) },
      },
    });
  });

  test.each([
    ['open', 'open'],
    ['pending', 'pending'],
    ['on_hold', 'hold'],
    ['solved', 'solved'],
    ['closed', 'closed'],
  ] as const)('status %s is %s there', async (status, word) => {
    const { send, sent } = recorder(done);
    await apply(send, '42', [{ kind: 'status', status }], mark);
    expect(sent[0]?.body).toMatchObject({ ticket: { status: word } });
  });

  test('null takes the assignee away', async () => {
    const { send, sent } = recorder(done);
    await apply(send, '42', [{ kind: 'assignee', assigneeId: null }], mark);
    expect(sent[0]?.body).toMatchObject({ ticket: { assignee_id: null } });
  });

  test.each([
    [tag, 'PUT'],
    [untag, 'DELETE'],
  ] as const)('%j goes out by %s, never by the verb that replaces all tags', async (step, method) => {
    const { send, sent } = recorder({ tags: [] });
    await apply(send, '42', [step], mark);
    expect(sent).toEqual([
      {
        method,
        path: '/api/v2/tickets/42/tags',
        route: '/api/v2/tickets/:id/tags',
        body: { tags: step.tags },
        repeatable: true,
      },
    ]);
  });

  test('an accepted update whose answer cannot be read is ambiguous, not failed', async () => {
    await expect(apply(recorder('<html>').send, '42', [reply], mark)).rejects.toMatchObject({
      kind: 'ambiguous',
    });
  });

  test.each(['', '../users/me', '42/tags', '4 2'])('the ticket id %j never reaches a path', async (id) => {
    const { send, sent } = recorder(done);
    await expect(apply(send, id, [reply], mark)).rejects.toMatchObject({ kind: 'not_found' });
    expect(sent).toEqual([]);
  });

  test('an assignee that cannot be an agent is refused before anything is sent', async () => {
    const { send, sent } = recorder(done);
    await expect(apply(send, '42', [{ kind: 'assignee', assigneeId: 'Ann' }], mark)).rejects.toMatchObject({
      kind: 'invalid',
    });
    expect(sent).toEqual([]);
  });
});

describe('findApplied', () => {
  /** The audit that Zendesk would store for this update. */
  async function auditOf(group: Step[], operationId = mark.operationId) {
    const { send, sent } = recorder({ ticket: { id: 42 } });
    await apply(send, '42', group, { ...mark, operationId });
    const body = sent[0]?.body as { ticket: { metadata: Record<string, string> } } | undefined;
    return {
      id: 9,
      created_at: '2026-09-01T10:00:01Z',
      metadata: { custom: body?.ticket.metadata },
      events: [{ id: 10, type: 'Comment' }],
    };
  }
  const search = async (audit: unknown, group: Step[]) =>
    findApplied(recorder({ audits: [audit] }).send, '42', group, mark);

  test('finds the group by operation and content, however its fields are ordered', async () => {
    const audit = await auditOf([{ kind: 'reply', body: 'Hello', bodyHtml: '<p>Hello</p>' }]);
    const stored: Step = { bodyHtml: '<p>Hello</p>', body: 'Hello', kind: 'reply' };
    expect(await search(audit, [stored])).toEqual({ requestId: undefined, remoteIds: ['9', '10'] });
  });

  test('is not deceived by another operation, another group of ours, or nothing', async () => {
    expect(await search(await auditOf([reply], 'op_2'), [reply])).toBeNull();
    expect(await search(await auditOf([note]), [reply])).toBeNull();
    expect(await search({ id: 1 }, [reply])).toBeNull();
  });

  test('stops at audits that are older than the write', async () => {
    const { send, sent } = recorder({
      audits: [{ id: 1, created_at: '2026-09-01T09:00:00Z' }],
      meta: { has_more: true, after_cursor: 'next' },
    });
    expect(await findApplied(send, '42', [reply], mark)).toBeNull();
    expect(sent).toHaveLength(1);
  });

  const ticket = (tags: string[]) => ({
    ticket: {
      id: 42,
      status: 'open',
      tags,
      created_at: '2026-09-01T10:00:00Z',
      updated_at: '2026-09-01T10:00:00Z',
    },
  });
  test.each<[Step, string[], boolean]>([
    [tag, ['a', 'z'], true],
    [{ kind: 'addTags', tags: ['A', 'two words'] }, ['a', 'two', 'words'], true],
    [tag, ['z'], false],
    [untag, ['a'], true],
    [untag, ['a', 'b'], false],
  ])('%j on a ticket tagged %j: %s', async (step, tags, applied) => {
    const receipt = await findApplied(recorder(ticket(tags)).send, '42', [step], mark);
    expect(receipt !== null).toBe(applied);
  });
});

test.each([[[reply]], [[tag]]])(
  'what was decided on a reading is refused when the ticket has changed since: %j',
  async (group) => {
    const bodies = async (seen: Date | undefined) => {
      const { send, sent } = recorder({ ticket: { id: 42 }, audit: { id: 1, events: [] } });
      await apply(send, '42', group, { ...mark, seen });
      return JSON.stringify(sent.map(({ body }) => body));
    };
    const locked = await bodies(new Date('2026-09-01T10:00:00.400Z'));
    expect(locked).toContain('"updated_stamp":"2026-09-01T10:00:00Z"');
    expect(locked).toMatch(/"safe_update":(true|"true")/);
    // Sent at all, also as false, it would be a lock.
    expect(await bodies(undefined)).not.toContain('safe_update');
  },
);
