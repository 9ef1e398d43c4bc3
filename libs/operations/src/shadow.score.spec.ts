import type { Message, Step } from '@nightdesk/helpdesks/contract';
import { score } from './shadow.score.js';
import type { TicketChange, TicketState, TicketStory } from './shadow.store.js';

const noon = new Date('2026-11-22T12:00:00.000Z');
const after = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
const within = { from: noon, until: after(24 * 60) };

const now: TicketState = { status: 'open', tags: ['old'], assigneeId: null };
const story = (told: Partial<TicketStory> = {}): TicketStory => ({ now, messages: [], changes: [], ...told });
const judged = (step: Step, told: Partial<TicketStory> = {}) => score(step, within, story(told));

const said = (body: string, changes: Partial<Message> = {}): Message => ({
  id: body,
  kind: 'reply',
  author: { id: '7', name: 'Tomás', email: null, role: 'agent' },
  body,
  bodyHtml: null,
  createdAt: after(1),
  operationId: null,
  ...changes,
});
const change = (
  type: string,
  previous: unknown,
  current: unknown,
  minutes = 1,
  isOwn = false,
): TicketChange => ({
  type: `${type}.changed`,
  previous,
  current,
  at: after(minutes),
  isOwn,
});

describe('a reply', () => {
  const reply: Step = { kind: 'reply', body: 'It left today.' };
  const customer = { id: '8', name: 'Mara', email: null, role: 'customer' as const };

  test('is set beside the first one that an agent gave, and agrees when half of the words do', () => {
    const messages = [said('It left us today.'), said('Anything else?', { createdAt: after(2) })];
    expect(judged(reply, { messages })).toEqual({
      kind: 'reply',
      ours: 'It left today.',
      verdict: 'agreed',
      theirs: 'It left us today.',
      at: after(1).toISOString(),
      similarity: 0.75,
    });
    expect(judged(reply, { messages: [said('Send a photo, please.')] }).verdict).toBe('differed');
  });

  test('is answered neither by customers, notes, our own words, nor by what came before or a day later', () => {
    const messages = [
      said('It left today.', { author: customer }),
      said('It left today.', { kind: 'note' }),
      said('It left today.', { operationId: 'op_1' }),
      said('It left today.', { createdAt: after(-1) }),
      said('It left today.', { createdAt: after(24 * 60 + 1) }),
    ];
    expect(judged(reply, { messages })).toMatchObject({ verdict: 'nobody', theirs: null, similarity: null });
  });

  test('a note is set beside notes', () => {
    const note: Step = { kind: 'note', body: 'VIP' };
    const messages = [said('VIP'), said('vip', { kind: 'note' })];
    expect(judged(note, { messages })).toMatchObject({ verdict: 'agreed', theirs: 'vip' });
  });
});

describe('a status', () => {
  const solved: Step = { kind: 'status', status: 'solved' };

  test('agrees when people set it at any moment of the day, and differs when they set others only', () => {
    const changes = [change('status', 'open', 'solved'), change('status', 'solved', 'open', 30)];
    expect(judged(solved, { changes })).toMatchObject({ verdict: 'agreed', theirs: 'solved' });
    const other = [change('status', 'open', 'pending')];
    expect(judged(solved, { changes: other })).toMatchObject({ verdict: 'differed', theirs: 'pending' });
  });

  test('agrees where the ticket had it all the time, and is open where nobody did anything', () => {
    expect(judged(solved)).toMatchObject({ verdict: 'nobody', theirs: null });
    expect(judged({ kind: 'status', status: 'open' })).toMatchObject({ verdict: 'agreed', at: null });
    expect(score(solved, within, { now: null, messages: [], changes: [] }).verdict).toBe('nobody');
  });

  test('what came after the day, or was our own, is nobody’s', () => {
    const late = [change('status', 'open', 'solved', 24 * 60 + 1)];
    const solvedNow = { ...now, status: 'solved' as const };
    expect(judged(solved, { changes: late, now: solvedNow }).verdict).toBe('nobody');
    expect(judged(solved, { changes: [change('status', 'open', 'solved', 1, true)] }).verdict).toBe('nobody');
  });
});

describe('tags', () => {
  const add: Step = { kind: 'addTags', tags: ['Refund', 'late'] };

  test('to be added agree when all are there at the end, and differ when people set others', () => {
    const tagged = (tags: string[]) => ({
      now: { ...now, tags },
      changes: [change('tags', ['old'], tags)],
    });
    expect(judged(add, tagged(['late', 'old', 'refund']))).toMatchObject({
      verdict: 'agreed',
      theirs: 'late, old, refund',
    });
    expect(judged(add, tagged(['late', 'old'])).verdict).toBe('differed');
    expect(judged(add).verdict).toBe('nobody');
  });

  test('to be removed agree when none is there at the end', () => {
    const remove: Step = { kind: 'removeTags', tags: ['old'] };
    expect(judged(remove).verdict).toBe('nobody');
    const changes = [change('tags', ['old'], [])];
    expect(judged(remove, { changes, now: { ...now, tags: [] } }).verdict).toBe('agreed');
    const readded = [...changes, change('tags', [], ['old'], 24 * 60 + 5)];
    expect(judged(remove, { changes: readded }).verdict).toBe('agreed');
  });
});

test('an assignee agrees when people chose the same, nobody included', () => {
  const nobody: Step = { kind: 'assignee', assigneeId: null };
  const taken = [change('assignee', null, '7')];
  expect(judged({ kind: 'assignee', assigneeId: '7' }, { changes: taken })).toMatchObject({
    verdict: 'agreed',
  });
  expect(judged({ kind: 'assignee', assigneeId: '9' }, { changes: taken })).toMatchObject({
    verdict: 'differed',
    ours: '9',
    theirs: '7',
  });
  expect(judged(nobody)).toMatchObject({ verdict: 'agreed', ours: 'nobody' });
});
