import { createHmac } from 'node:crypto';
import { WebhookMalformed, WebhookRejected, type WebhookDelivery } from '@nightdesk/helpdesks/contract';
import fc from 'fast-check';
import { parseWebhook, verifyWebhook } from './webhooks.js';

const receivedAt = new Date('2026-09-01T10:02:00Z');
const minutes = 60_000;
const event = {
  type: 'zen:event-type:ticket.status_changed',
  id: 'e-1',
  time: '2026-09-01T10:00:00Z',
  subject: 'zen:ticket:42',
  detail: { id: '42', status: 'OPEN' },
};

function delivery(body: unknown, signing: { secret?: string; timestamp?: string } = {}): WebhookDelivery {
  const { secret = 'first', timestamp = '2026-09-01T10:00:00Z' } = signing;
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  const headers = {
    'x-zendesk-webhook-signature': createHmac('sha256', secret)
      .update(timestamp)
      .update(bytes)
      .digest('base64'),
    'x-zendesk-webhook-signature-timestamp': timestamp,
  };
  return { headers, body: bytes, receivedAt };
}

function reasonOf(check: () => void): string {
  try {
    check();
  } catch (error) {
    if (error instanceof WebhookRejected) return error.reason;
    throw error;
  }
  return 'believed';
}
const verdict = (given: WebhookDelivery, secrets: string[] = ['first', 'second']) =>
  reasonOf(() => verifyWebhook(given, secrets, 5 * minutes));

describe('verification', () => {
  test('either of two overlapping secrets is believed, a third is not', () => {
    expect(verdict(delivery(event))).toBe('believed');
    expect(verdict(delivery(event, { secret: 'second' }))).toBe('believed');
    expect(verdict(delivery(event, { secret: 'third' }))).toBe('wrong_signature');
    expect(verdict(delivery(event), [])).toBe('wrong_signature');
  });

  test('an empty body can be signed', () => {
    expect(verdict(delivery(Buffer.alloc(0)))).toBe('believed');
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

  test('another time stamp than the signed one is refused', () => {
    const given = delivery(event);
    const headers = { ...given.headers, 'x-zendesk-webhook-signature-timestamp': '2026-09-01T10:01:00Z' };
    expect(verdict({ ...given, headers })).toBe('wrong_signature');
  });

  test.each(['x-zendesk-webhook-signature', 'x-zendesk-webhook-signature-timestamp'])(
    'without %s it is refused',
    (name) => {
      const given = delivery(event);
      const headers = Object.fromEntries(Object.entries(given.headers).filter(([header]) => header !== name));
      expect(verdict({ ...given, headers })).toBe('missing_signature');
    },
  );

  test.each([
    ['2026-09-01T09:57:00Z', 'believed'],
    ['2026-09-01T09:56:59Z', 'stale'],
    ['2026-09-01T10:07:01Z', 'stale'],
    ['yesterday', 'stale'],
  ])('signed at %s: %s', (timestamp, expected) => {
    expect(verdict(delivery(event, { timestamp }))).toBe(expected);
  });

  test.each(['', 'x', '!!!', 'AAAA'])('the signature %j is refused', (signature) => {
    const given = delivery(event);
    expect(
      verdict({ ...given, headers: { ...given.headers, 'x-zendesk-webhook-signature': signature } }),
    ).not.toBe('believed');
  });
});

describe('parsing', () => {
  test('an event names its ticket and dedupes by its own id', () => {
    expect(parseWebhook(delivery(event))).toEqual({
      dedupeKey: 'e-1',
      ticketId: '42',
      type: 'zen:event-type:ticket.status_changed',
      occurredAt: new Date('2026-09-01T10:00:00Z'),
    });
  });

  test.each([
    [{ ...event, subject: 'zen:user:42' }, null],
    [{ ...event, subject: 'zen:ticket:42/../43' }, null],
    [{ ...event, subject: undefined }, '42'],
    [{ ...event, type: 'zen:event-type:user.created', subject: undefined }, null],
  ])('%j is about ticket %s', (body, ticketId) => {
    expect(parseWebhook(delivery(body)).ticketId).toBe(ticketId);
  });

  test('an event without an id dedupes by its bytes', () => {
    const [one, same, other] = [{ type: 'ping' }, { type: 'ping' }, { type: 'pong' }].map(
      (body) => parseWebhook(delivery(body)).dedupeKey,
    );
    expect(one).toBe(same);
    expect(one).not.toBe(other);
  });

  test.each(['', 'null', '[]', '{}', '{"type":7}', '{"type"', '"text"'])('%j is malformed', (text) => {
    expect(() => parseWebhook(delivery(Buffer.from(text)))).toThrow(WebhookMalformed);
  });

  test('any event of a ticket gives back its id and ticket', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.bigInt({ min: 1n, max: 10n ** 18n }), fc.object(), (id, ticket, detail) => {
        const hint = parseWebhook(delivery({ ...event, id, subject: `zen:ticket:${ticket}`, detail }));
        expect(hint).toMatchObject({ dedupeKey: id, ticketId: String(ticket) });
      }),
    );
  });

  test('whatever arrives, the answer is a hint or WebhookMalformed', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        try {
          expect(parseWebhook(delivery(Buffer.from(text))).type).not.toBe('');
        } catch (error) {
          expect(error).toBeInstanceOf(WebhookMalformed);
        }
      }),
    );
  });
});
