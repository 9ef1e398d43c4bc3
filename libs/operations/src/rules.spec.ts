import type { Message, TicketStatus, TicketWithConversation } from '@nightdesk/helpdesks/contract';
import { refusal as refused } from './rules.js';

const refusal = (...given: Parameters<typeof refused>) => refused(...given)?.reason ?? null;

const noon = new Date('2026-11-22T12:00:00.000Z');
const after = (ms: number) => new Date(noon.getTime() + ms);

const answer = (createdAt: Date, changes: Partial<Message> = {}): Message => ({
  id: '1',
  kind: 'reply',
  author: { id: '7', name: 'Tomás', email: null, role: 'agent' },
  body: 'Done.',
  bodyHtml: null,
  createdAt,
  operationId: null,
  ...changes,
});
const current = (messages: Message[], status: TicketStatus = 'open', deleted = false) =>
  ({ ticket: { status, deleted }, messages }) as TicketWithConversation;
const unless = (ifNoReplySince: Date | null, ifStatusIn: TicketStatus[] = []) => ({
  ifNoReplySince,
  ifStatusIn,
});

test('a human answer since the instant supersedes, and is named', () => {
  expect(refusal(unless(noon), current([answer(after(5_000))]))).toBe(
    'superseded: Tomás replied at 2026-11-22T12:00:05.000Z',
  );
});

test('neither notes, nor customers, nor older answers, nor our own supersede', () => {
  const customer = { id: '8', name: 'Mara', email: null, role: 'customer' as const };
  const messages = [
    answer(after(5_000), { kind: 'note' }),
    answer(after(5_000), { author: customer }),
    answer(after(5_000), { operationId: 'op_1' }),
    answer(after(-1_000)),
  ];
  expect(refusal(unless(noon), current(messages))).toBeNull();
});

test('an answer in the same second counts, because platforms show whole seconds; the message that was seen does not', () => {
  expect(refusal(unless(after(400)), current([answer(noon)]))).toMatch(/^superseded/);
  expect(refusal(unless(noon), current([answer(noon)]))).toBeNull();
});

test('without a condition nothing is refused but a deleted ticket', () => {
  expect(refusal(unless(null), current([answer(after(1))]))).toBeNull();
  expect(refusal(unless(null), current([], 'closed', true))).toContain('deleted');
});

test('a status that is not asked for is refused with both', () => {
  expect(refusal(unless(null, ['new', 'open']), current([], 'solved'))).toBe(
    'precondition: the ticket is solved, and not new or open',
  );
  expect(refusal(unless(null, ['new', 'open']), current([], 'open'))).toBeNull();
});
