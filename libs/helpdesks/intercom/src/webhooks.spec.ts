import { createHmac } from 'node:crypto';
import { WebhookMalformed, WebhookRejected, type WebhookDelivery } from '@nightdesk/helpdesks/contract';
import fc from 'fast-check';
import { guide, topics } from './guide.js';
import { parse, siteOf, verify } from './webhooks.js';

const receivedAt = new Date('2026-09-01T10:02:00Z');
const minutes = 60_000;
const sentAt = Date.parse('2026-09-01T10:00:00Z') / 1000;
const notification = (topic: string, item: unknown, more: object = {}) => ({
  type: 'notification_event',
  id: 'notif_abc',
  app_id: 'ab12cd',
  topic,
  created_at: sentAt,
  first_sent_at: sentAt,
  delivery_attempts: 1,
  data: { type: 'notification_event_data', item },
  ...more,
});
const event = notification('conversation.user.replied', { type: 'conversation', id: '123', ticket: null });

function delivery(body: unknown, secret = 'first'): WebhookDelivery {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  const signature = `sha1=${createHmac('sha1', secret).update(bytes).digest('hex')}`;
  return { headers: { 'x-hub-signature': signature }, body: bytes, receivedAt };
}

function verdict(given: WebhookDelivery, secrets: string[] = ['first', 'second']): string {
  try {
    verify(given, secrets, 5 * minutes);
  } catch (error) {
    if (error instanceof WebhookRejected) return error.reason;
    throw error;
  }
  return 'believed';
}

describe('verification', () => {
  test('either of two overlapping secrets is believed, a third is not', () => {
    expect(verdict(delivery(event))).toBe('believed');
    expect(verdict(delivery(event, 'second'))).toBe('believed');
    expect(verdict(delivery(event, 'third'))).toBe('wrong_signature');
    expect(verdict(delivery(event), [])).toBe('wrong_signature');
  });

  test('any changed byte is refused', () => {
    const genuine = delivery(event);
    fc.assert(
      fc.property(fc.nat(genuine.body.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const body = Buffer.from(genuine.body);
        body[at] = (body[at] ?? 0) ^ flip;
        expect(verdict({ ...genuine, body })).toBe('wrong_signature');
      }),
    );
  });

  test('no signature, or one in another form, is refused', () => {
    const { headers, ...rest } = delivery(event);
    const signed = (signature: string) => verdict({ ...rest, headers: { 'x-hub-signature': signature } });
    const genuine = headers['x-hub-signature'] ?? '';
    expect(verdict({ ...rest, headers: {} })).toBe('missing_signature');
    for (const form of [
      genuine.slice(5),
      genuine.toUpperCase(),
      `${genuine}00`,
      genuine.slice(0, -2),
      'sha1=',
    ])
      expect(signed(form)).toBe('wrong_signature');
  });

  test.each([
    [-119 * minutes, 'believed'],
    [-179 * minutes, 'believed'],
    [-181 * minutes, 'stale'],
    [4 * minutes, 'believed'],
    [6 * minutes, 'stale'],
  ])(
    'what Intercom held back outlives its two hours of queueing, and no more (%i ms): %s',
    (offset, expected) => {
      const at = (receivedAt.getTime() + offset) / 1000;
      expect(verdict(delivery({ ...event, created_at: at, first_sent_at: at }))).toBe(expected);
    },
  );

  test('an event that was sent late counts from when it was sent', () => {
    expect(verdict(delivery({ ...event, created_at: sentAt - 86_400 }))).toBe('believed');
  });

  test('signed bytes that are no notification pass here and are malformed there', () => {
    const signed = delivery(Buffer.from('{'));
    expect(verdict(signed)).toBe('believed');
    expect(() => parse(signed)).toThrow(WebhookMalformed);
  });
});

describe('what a delivery is about', () => {
  const ticketOf = (topic: string, item: unknown) => parse(delivery(notification(topic, item))).ticketId;

  test.each<[string, unknown, string | null]>([
    ['conversation.user.replied', { type: 'conversation', id: '123' }, 'conversation-123'],
    ['conversation.user.created', { type: 'conversation', id: 123 }, 'conversation-123'],
    ['conversation.admin.closed', { type: 'conversation', id: '1', ticket: { id: '9' } }, 'conversation-1'],
    ['conversation.deleted', { id: '123' }, 'conversation-123'],
    ['conversation.deleted', { type: 'conversation', id: '123' }, 'conversation-123'],
    ['conversation_part.tag.created', { type: 'conversation', id: '1' }, 'conversation-1'],
    [
      'conversation_part.redacted',
      { type: 'conversation_part', id: '55', conversation: { id: '1' } },
      'conversation-1',
    ],
    [
      'conversation_part.redacted',
      { type: 'conversation_part', id: '55', conversation_id: 1 },
      'conversation-1',
    ],
    ['conversation_part.redacted', { type: 'conversation_part', id: '55' }, null],
    ['conversation_part.redacted', { id: '55' }, null],
    ['ticket.created', { type: 'ticket', id: '456', ticket_id: '12' }, 'ticket-456'],
    ['ticket.closed', { ticket: { type: 'ticket', id: '456', ticket_id: '12' } }, 'ticket-456'],
    ['ticket.note.created', { type: 'ticket_note', id: '5', ticket: { id: '456' } }, 'ticket-456'],
    ['ticket.note.created', { type: 'ticket_part', id: '5' }, null],
    ['ping', { type: 'ping', message: 'hello' }, null],
    ['contact.user.created', { type: 'contact', id: '5' }, null],
    ['conversation.deleted', { id: '../me' }, null],
    ['conversation.deleted', null, null],
  ])('%s with %j is about %s', (topic, item, expected) => {
    expect(ticketOf(topic, item)).toBe(expected);
  });

  test('id, topic, instant and workspace are told; a second attempt has the id of the first', () => {
    expect(parse(delivery({ ...event, delivery_attempts: 2 }))).toEqual({
      dedupeKey: 'notif_abc',
      ticketId: 'conversation-123',
      type: 'conversation.user.replied',
      occurredAt: new Date('2026-09-01T10:00:00Z'),
    });
    expect(siteOf(delivery(event))).toBe('ab12cd');
  });

  test('without an id the bytes tell one from another', () => {
    const key = (more: object) => parse(delivery({ ...event, id: null, ...more })).dedupeKey;
    expect(key({})).toBe(key({}));
    expect(key({})).not.toBe(key({ created_at: 1 }));
  });

  test.each([null, [], {}, { topic: 'ping' }, { app_id: 'a' }, { app_id: '', topic: 'x' }])(
    '%j is no notification',
    (body) => {
      expect(() => parse(delivery(body))).toThrow(WebhookMalformed);
      expect(() => siteOf(delivery(body))).toThrow(WebhookMalformed);
    },
  );
});

test('the guide shows the endpoint and every topic to copy, and every value is named in a step', () => {
  const { steps, values } = guide({ url: 'https://desk.example/v1/webhooks/apps/x' });
  expect(values.map(({ value }) => value)).toEqual([
    'https://desk.example/v1/webhooks/apps/x',
    topics.join('\n'),
  ]);
  for (const { label } of values) expect(steps.join(' ')).toContain(`“${label}”`);
  expect(topics).toEqual(
    expect.arrayContaining([
      'conversation.admin.replied',
      'conversation.admin.noted',
      'ticket.admin.replied',
    ]),
  );
  expect(new Set(topics).size).toBe(topics.length);
});
