import { Clock } from '@nightdesk/platform/clock';
import { KnownWebhooks } from './known-webhooks.js';
import type { KnownWebhook, WebhookSecretsStore } from './webhook-secrets.store.js';

let now: number;
let asked: string[][];
let answer: () => Promise<void>;

class HandClock extends Clock {
  override now(): Date {
    return new Date(now);
  }
}
/** In the store's place, because how long its answer takes is the matter here. */
const store = {
  async findAll(accountIds: readonly string[]) {
    asked.push([...accountIds]);
    await answer();
    return new Map(accountIds.map((accountId) => [accountId, { accountId } as KnownWebhook]));
  },
} as unknown as WebhookSecretsStore;
const webhooks = () => new KnownWebhooks(store, new HandClock());
const never = () => new Promise<void>(() => undefined);

beforeEach(() => {
  [now, asked, answer] = [0, [], async () => undefined];
});

test('within a second an account is asked for once', async () => {
  const known = webhooks();
  await known.find('a');
  now = 599;
  expect(await known.find('a')).toEqual({ accountId: 'a' });
  expect(asked).toEqual([['a']]);
});

test('what is still used when its second nears its end is asked for again, once, and nobody waits for that', async () => {
  const known = webhooks();
  await known.find('a');
  answer = never;
  now = 600;
  expect(await known.find('a')).toEqual({ accountId: 'a' });
  expect(await known.find('a')).toEqual({ accountId: 'a' });
  expect(asked).toEqual([['a'], ['a']]);
});

test('an answer that is a second old is not believed any more', async () => {
  const known = webhooks();
  await known.find('a');
  now = 1_000;
  await known.find('a');
  expect(asked).toEqual([['a'], ['a']]);
});

test('a question ahead of time that fails is asked again by whoever finds its answer out of date, and that one is told', async () => {
  const known = webhooks();
  await known.find('a');
  answer = () => Promise.reject(new Error('away'));
  now = 600;
  expect(await known.find('a')).toEqual({ accountId: 'a' });
  now = 1_000;
  await expect(known.find('a')).rejects.toThrow('away');
});
