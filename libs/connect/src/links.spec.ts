import { Clock, Ids } from '@nightdesk/platform/clock';
import type { Config } from '@nightdesk/platform/config';
import { KeyRing } from '@nightdesk/platform/crypto';
import { ConnectLinks } from './links.js';
import type { LinksStore } from './links.store.js';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');

/** Links over a table that has nothing and counts how often it is asked. */
function links(ring: string) {
  const table = { asked: 0 };
  const store = {
    insert: () => Promise.resolve(),
    byToken: () => {
      table.asked += 1;
      return Promise.resolve(null);
    },
  } as unknown as LinksStore;
  const clock = new Clock();
  const config = { PUBLIC_URL: 'https://nightdesk.example' } as Config;
  return { table, links: new ConnectLinks(config, store, new KeyRing(ring), clock, new Ids(clock)) };
}

async function token(ring: string, expiresAt: Date): Promise<string> {
  const { url } = await links(ring).links.make(undefined, {
    purpose: 'repair',
    accountId: 'acc_1',
    platform: 'zendesk',
    site: 'acme',
    returnUrl: null,
    adminEmail: null,
    adminWebhookUrl: null,
    requiredCapabilities: [],
    createdBy: 'system',
    expiresAt,
  });
  return url.replace('https://nightdesk.example/connect/l/', '');
}

const later = () => new Date(Date.now() + 60_000);

test('a repair link that was not signed here, was changed or has run out is refused before a row is looked for', async () => {
  const good = await token(`k1:${key(1)}`, later());
  const [id = '', end = '', signature = ''] = good.split('.');
  const longer = (parseInt(end, 36) + 60_000).toString(36);
  const wrong = [
    await token(`k1:${key(9)}`, later()),
    await token(`k1:${key(1)}`, new Date(Date.now() - 1)),
    `${id}.${longer}.${signature}`,
    `${id}x.${end}.${signature}`,
    `${id}.${end}.`,
    '..',
  ];
  for (const forged of wrong) {
    const { links: opener, table } = links(`k1:${key(1)}`);
    await expect(opener.open(forged)).rejects.toThrow(expect.objectContaining({ name: 'LinkRefused' }));
    expect([forged, table.asked]).toEqual([forged, 0]);
  }
  const { links: opener, table } = links(`k2:${key(2)},k1:${key(1)}`);
  await expect(opener.open(good)).rejects.toThrow(/not made here/);
  expect(table.asked).toBe(1);
});

test('a link fits into one part of a path', async () => {
  expect((await token(`k1:${key(1)}`, later())).length).toBeLessThan(100);
});
