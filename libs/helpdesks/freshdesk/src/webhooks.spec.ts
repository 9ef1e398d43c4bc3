import { WebhookMalformed, WebhookRejected, type WebhookDelivery } from '@nightdesk/helpdesks/contract';
import fc from 'fast-check';
import { webhooks } from './webhooks.js';

const secret = 'a'.repeat(64);
const receivedAt = new Date('2026-09-01T10:00:00Z');
const template = { v: 1, event: 'ticket.updated', ticket_id: '42' };
const delivery = (body: unknown, more: Partial<WebhookDelivery> = {}): WebhookDelivery => ({
  headers: { 'x-nightdesk-secret': secret },
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  receivedAt,
  ...more,
});

describe('verification', () => {
  const reason = (headers: Record<string, string>, secrets = [secret]) => {
    try {
      webhooks.verify(delivery(template, { headers }), secrets, 0);
      return 'believed';
    } catch (error) {
      if (error instanceof WebhookRejected) return error.reason;
      throw error;
    }
  };

  test.each<[string, Record<string, string>, string[], string]>([
    ['the secret', { 'x-nightdesk-secret': secret }, [secret], 'believed'],
    ['the older of two', { 'x-nightdesk-secret': secret }, ['b'.repeat(64), secret], 'believed'],
    ['no header', {}, [secret], 'missing_signature'],
    ['an empty header', { 'x-nightdesk-secret': '' }, [''], 'missing_signature'],
    ['another', { 'x-nightdesk-secret': `${secret}a` }, [secret], 'wrong_signature'],
    ['none to compare with', { 'x-nightdesk-secret': secret }, [], 'wrong_signature'],
  ])('%s', (_what, headers, secrets, expected) => {
    expect(reason(headers, secrets)).toBe(expected);
  });

  test('nothing else than the secret is believed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 70 }), (sent) => {
        expect(reason({ 'x-nightdesk-secret': sent })).toBe(
          sent === '' ? 'missing_signature' : 'wrong_signature',
        );
      }),
    );
  });
});

describe('what a body says', () => {
  const ticketOf = (body: unknown) => webhooks.parse(delivery(body)).ticketId;

  test('the ticket and what happened', () => {
    expect(webhooks.parse(delivery(template))).toMatchObject({
      ticketId: '42',
      type: 'ticket.updated',
      occurredAt: null,
    });
  });

  test('the time where a rule gives a real one', () => {
    const at = '2026-09-01T09:59:58Z';
    expect(webhooks.parse(delivery({ ...template, updated_at: at })).occurredAt).toEqual(new Date(at));
    for (const updated_at of ['', '{{ticket.updated_at}}', 'Tue, 1 Sep 2026 at 9:59 AM'])
      expect(webhooks.parse(delivery({ ...template, updated_at })).occurredAt).toBeNull();
  });

  test.each<[string, unknown]>([
    ['a number', { ticket_id: 42 }],
    ['simple content', { freshdesk_webhook: { ticket_id: 42, ticket_subject: 'Hi' } }],
    [
      'a subject with quotation marks',
      '{"event":"ticket.updated","ticket_id":"42","subject":"the "big" one"}',
    ],
    ['a subject first', '{"subject":"the "big" one\n","ticket_id" : 42}'],
    ['simple content that is broken', '{"freshdesk_webhook":{"ticket_subject":""","ticket_id":42}}'],
  ])('%s', (_what, body) => {
    expect(ticketOf(body)).toBe('42');
  });

  test('an event of another rule is a change', () => {
    expect(webhooks.parse(delivery({ ticket_id: 42 })).type).toBe('ticket.changed');
    expect(webhooks.parse(delivery({ ticket_id: 42, event: 'a b' })).type).toBe('ticket.changed');
    expect(webhooks.parse(delivery('{"event":"ticket.created","ticket_id":"42","x":""}"')).type).toBe(
      'ticket.created',
    );
  });

  test.each([
    '',
    'x',
    '[]',
    'null',
    '{}',
    '{"ticket_id":""}',
    '{"ticket_id":"{{ticket.id}}"}',
    '{"ticket_id":"../1"}',
    '{"ticket_id":-1}',
    '{"ticket_id":4.2}',
    '{"ticket_id":"4 2"',
    `{"ticket_id":"${'9'.repeat(40)}"}`,
    '<ticket_id>42</ticket_id>',
  ])('%j is malformed', (body) => {
    expect(() => webhooks.parse(delivery(body))).toThrow(WebhookMalformed);
  });
});

describe('the key', () => {
  const key = (body: unknown, at = receivedAt) =>
    webhooks.parse(delivery(body, { receivedAt: at })).dedupeKey;

  test('is the same for the same arrival, and has no text of the body in it', () => {
    expect(key(template)).toBe(key(template));
    expect(key(template)).toMatch(/^[\da-f]{64}$/);
  });

  test('two changes that the rule describes in the same words do not become one', () => {
    expect(key(template, new Date(receivedAt.getTime() + 300))).not.toBe(key(template));
  });

  test('tells tickets and events apart', () => {
    const keys = [template, { ...template, ticket_id: '43' }, { ...template, event: 'ticket.created' }].map(
      (body) => key(body),
    );
    expect(new Set(keys).size).toBe(3);
  });
});

describe('the guide', () => {
  const { steps, values } = webhooks.guide({ url: 'https://nightdesk.example/v1/webhooks/acc_1', secret });

  test('its bodies are JSON with ids only, and are understood when they come back filled in', () => {
    const bodies = values.filter(({ value }) => value.startsWith('{')).map(({ value }) => value);
    expect(bodies.map((body) => webhooks.parse(delivery(body.replace('{{ticket.id}}', '42'))))).toMatchObject(
      [
        { ticketId: '42', type: 'ticket.created' },
        { ticketId: '42', type: 'ticket.updated' },
      ],
    );
    for (const body of bodies) expect(body.match(/\{\{.*?\}\}/g)).toEqual(['{{ticket.id}}']);
  });

  test('its header verifies, and is the only secret', () => {
    const [header, ...others] = values.filter(({ isSecret }) => isSecret);
    const [name = '', value = ''] = header?.value.split(': ') ?? [];
    expect(others).toEqual([]);
    expect(() =>
      webhooks.verify(delivery(template, { headers: { [name.toLowerCase()]: value } }), [secret], 0),
    ).not.toThrow();
  });

  test('both kinds of rules are made, where Freshdesk has them', () => {
    for (const words of ['Automations > Ticket creation', 'Automations > Ticket updates', 'Trigger webhook'])
      expect(steps.join('\n')).toContain(words);
  });
});
