import { HelpdeskError, type PlatformRequest, type Send } from '@nightdesk/helpdesks/contract';
import { TicketRow } from './shapes.js';
import { labelsFor, statuses, statusNumber, statusOf } from './statuses.js';

const ticket = (status: number) =>
  TicketRow.parse({ id: 1, status, created_at: '2026-09-01T10:00:00Z', updated_at: '2026-09-01T10:00:00Z' });
const choices = {
  '2': ['Open', 'Being processed'],
  '6': ['Waiting on Customer', 'Awaiting your reply'],
  '7': 'On hold',
};

function fields(answer: unknown): { send: Send; sent: PlatformRequest[] } {
  const sent: PlatformRequest[] = [];
  const send: Send = (request) => {
    sent.push(request);
    if (answer instanceof Error) return Promise.reject(answer);
    return Promise.resolve({ status: 200, headers: {}, body: answer, requestId: 'r' });
  };
  return { send, sent };
}

test('the four that every account has can be set, and are read back', () => {
  expect(statuses).toEqual(['open', 'pending', 'solved', 'closed']);
  expect(statuses.map(statusNumber)).toEqual([2, 3, 4, 5]);
  for (const status of statuses) expect(statusOf(statusNumber(status), new Map()).status).toBe(status);
});

test('on hold has no number that means it everywhere', () => {
  expect(() => statusNumber('on_hold')).toThrow(expect.objectContaining({ kind: 'invalid' }) as Error);
});

test('the labels cost no call while nobody needs them, and one for any number of tickets', async () => {
  const { send, sent } = fields([{ name: 'status', choices }]);
  expect((await labelsFor(send, [2, 3, 4, 5].map(ticket))).size).toBe(0);
  expect(sent).toEqual([]);
  const labels = await labelsFor(send, [2, 6, 7].map(ticket));
  expect(sent.map(({ path }) => path)).toEqual(['/api/v2/ticket_fields']);
  expect(statusOf(6, labels)).toEqual({ status: 'pending', platformStatus: 'Waiting on Customer' });
  expect(statusOf(7, labels)).toEqual({ status: 'on_hold', platformStatus: 'On hold' });
  expect(statusOf(2, labels)).toEqual({ status: 'open', platformStatus: 'open' });
});

test.each([
  ['Waiting on customer', 'pending'],
  ['Awaiting requester', 'pending'],
  ['Waiting on third party', 'on_hold'],
  ['Waiting for the vendor', 'on_hold'],
  ['On-hold', 'on_hold'],
  ['Escalated', 'open'],
  ['Wartet auf Kunden', 'open'],
  ['Customer called', 'open'],
])('the label “%s” counts as %s', (label, status) => {
  expect(statusOf(9, new Map([[9, [label]]]))).toEqual({ status, platformStatus: label });
});

test('a number without a label is open, and is told as it is', async () => {
  for (const answer of [
    new HelpdeskError('forbidden', 'no', { status: 403 }),
    [{ name: 'status', choices: [{ id: 6 }] }],
    [{ name: 'subject' }],
  ]) {
    const labels = await labelsFor(fields(answer).send, [ticket(6)]);
    expect(statusOf(6, labels)).toEqual({ status: 'open', platformStatus: '6' });
  }
});

test('an outage is not taken for a refusal', async () => {
  const outage = new HelpdeskError('unavailable', 'no', { status: 503 });
  await expect(labelsFor(fields(outage).send, [ticket(6)])).rejects.toBe(outage);
});
