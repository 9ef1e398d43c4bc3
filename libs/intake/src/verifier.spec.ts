import { createHmac } from 'node:crypto';
import { loadConfig } from '@nightdesk/platform/config';
import { Log } from '@nightdesk/platform/observability';
import { KnownWebhooks } from './known-webhooks.js';
import { Verifier } from './verifier.js';
import type { KnownWebhook } from './webhook-secrets.store.js';

const known = (platform: string, ...secrets: string[]): KnownWebhook => {
  return { accountId: 'acc_1', platform, site: 'acme', secrets };
};

/** A verifier whose table holds one webhook, with what it did to it. */
function verifier(stored: KnownWebhook, environment: Record<string, string> = {}) {
  const told = { readings: 0, refused: 0, skews: [] as number[] };
  const store = {
    findAll: async () => {
      told.readings += 1;
      return new Map([[stored.accountId, stored]]);
    },
    countFailure: async () => void (told.refused += 1),
    saveSkew: async (_: string, seconds: number) => void told.skews.push(seconds),
  };
  const webhooks = new KnownWebhooks(store as never, { now: () => new Date(1_000_000) } as never);
  const config = loadConfig({ DATABASE_URL: 'postgresql://x/x', KEY_RING: 'k', ...environment });
  const log = new Log({ level: 'silent', process: 'test' });
  const it = new Verifier(webhooks, log, config);
  return {
    told,
    webhooks,
    believe: async (...given: Parameters<Verifier['believe']>) => it.believe(...given),
  };
}

const delivery = (secret: string) => ({
  headers: { 'x-nightdesk-secret': secret },
  body: Buffer.from('{}'),
  receivedAt: new Date(),
});

test.each([
  ['203.0.113.9', true],
  ['198.51.100.7', true],
  ['2001:db8::5', true],
  ['::ffff:198.51.100.7', true],
  ['::ffff:198.51.100.8', false],
  ['198.51.100.8', false],
  ['2001:db9::5', false],
  ['', false],
])('with a list of addresses, Freshdesk is believed from %s: %s', async (address, believed) => {
  const freshdesk = known('freshdesk', 'right');
  const list = '203.0.113.0/24, 198.51.100.7, 2001:db8::/32';
  const { believe, told } = verifier(freshdesk, { FRESHDESK_IPS: list });
  const answer = believe(freshdesk, delivery('right'), address);
  await (believed
    ? expect(answer).resolves.toBeUndefined()
    : expect(answer).rejects.toMatchObject({ reason: 'foreign_address' }));
  expect(told.refused).toBe(believed ? 0 : 1);
});

test('without a list an address says nothing, and the secret alone decides', async () => {
  const freshdesk = known('freshdesk', 'right');
  const { believe } = verifier(freshdesk);
  await expect(believe(freshdesk, delivery('right'), '192.0.2.1')).resolves.toBeUndefined();
  await expect(believe(freshdesk, delivery('wrong'), '192.0.2.1')).rejects.toThrow('wrong_signature');
});

test('an older reading refuses nothing: a secret that is new by now is believed', async () => {
  const { believe, told } = verifier(known('freshdesk', 'new', 'old'));
  await expect(believe(known('freshdesk', 'old'), delivery('new'), '')).resolves.toBeUndefined();
  expect(told).toEqual({ readings: 1, refused: 0, skews: [] });
});

test.each([
  [600_000, 600],
  [-600_000, -600],
])(
  'a genuine delivery stamped %d ms from our clock is refused as a matter of clocks',
  async (aheadMs, skew) => {
    const receivedAt = new Date();
    const timestamp = new Date(receivedAt.getTime() + aheadMs).toISOString();
    const body = Buffer.from('{}');
    const signed = (secret: string) => ({
      body,
      receivedAt,
      headers: {
        'x-zendesk-webhook-signature': createHmac('sha256', secret)
          .update(timestamp)
          .update(body)
          .digest('base64'),
        'x-zendesk-webhook-signature-timestamp': timestamp,
      },
    });
    const zendesk = known('zendesk', 'right');
    const { believe, told } = verifier(zendesk);
    await expect(believe(zendesk, signed('right'), '')).rejects.toThrow('stale');
    expect(told).toMatchObject({ refused: 0, skews: [skew] });
    await expect(believe(zendesk, signed('wrong'), '')).rejects.toThrow('wrong_signature');
    expect(told).toMatchObject({ refused: 1, skews: [skew] });
  },
);

test('within a second one reading serves all, and those that ask at once share one', async () => {
  const { webhooks, told } = verifier(known('freshdesk', 'right'));
  await webhooks.find('acc_1');
  await Promise.all(Array.from({ length: 20 }, async () => webhooks.find('acc_1')));
  expect(told.readings).toBe(1);
  await Promise.all(Array.from({ length: 20 }, async () => webhooks.find('acc_unknown')));
  expect(told.readings).toBe(3); // the first of them, and the others together
});
