/** Takes a key, makes an effect, says so, and never finishes: to be killed. */
import { Idempotency } from '@nightdesk/access';
import { World } from './outbox.world.js';

const { url, key } = JSON.parse(process.argv[2] ?? '') as { url: string; key: string };
const world = await World.open(url);
await world.get(Idempotency).run('key_1', key, 'hash', async (tx) => {
  await tx.$executeRaw`INSERT INTO effects (key) VALUES (${key})`;
  console.log('working');
  return new Promise<never>(() => undefined);
});
