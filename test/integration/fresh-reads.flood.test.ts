import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { describeEngines } from '../support/engines.js';
import { ExampleDesk } from '../support/example-desk.js';
import { permissions } from '../support/example-desk/world.js';
import { Front } from '../support/front.js';
import { until } from '../support/until.js';
import { FreshWorld } from './fresh-reads.world.js';

jest.setTimeout(120_000);

/** The example's platform at another address, with a limit that is used up and free again while one looks. */
function described(url: string, folder: string): string {
  const file = join(folder, 'example-desk.yaml');
  const text = readFileSync('examples/platforms/example-desk.yaml', 'utf8')
    .replace(/^baseUrl: .*$/m, `baseUrl: ${url}/{site}/api/v1`)
    .replace(
      /calls: 120.*\n.*seconds: 60\n(.*headers:\n)(.*x-ratelimit.*\n)+.*secondsLeft\n/,
      'calls: 40\n      seconds: 4\n',
    );
  writeFileSync(file, text);
  return file;
}

describeEngines('a read lane with 500 tickets waiting and its budget used up', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'platforms-'));
  let theirs: ExampleDesk;
  let front: Front;
  let desk: FreshWorld;
  let account: string;
  let asked: string[];
  beforeAll(async () => {
    theirs = await new ExampleDesk().start();
    theirs.reset({ limit: 1_000_000 });
    front = await Front.start();
    front.target = new URL(theirs.url).origin;
    desk = await FreshWorld.start(engine, { PLATFORM_FILES: described(front.url, folder) });
    const key = theirs.world.newKey(theirs.world.admin, permissions);
    const entered = { platform: 'example-desk', site: 'acme', key };
    ({ accountId: account } = await desk.world.nightdesk.connectByKey(entered));
    await until(async () => (await desk.world.nightdesk.account(account)).state === 'live');
    const tickets = Array.from({ length: 506 }, (_, at) => String(theirs.world.open(`Ticket ${at}`).id));
    asked = tickets.splice(500);
    await desk.sql.query(
      `INSERT INTO inbox (account_id, dedupe_key, via, ticket_id, type, received_at, body, trace_id, state, due_at)
       SELECT $1, 'flood ' || id, 'webhook', id, 'changed', now(), '', 'flood', 'pending', now() FROM unnest($2::text[]) id`,
      [account, tickets],
    );
  });
  afterAll(async () => {
    await desk.stop();
    front.stop();
    await theirs.close();
    rmSync(folder, { recursive: true });
  });

  /** Tickets whose reading began, in the order in which the platform saw it. */
  const begun = () =>
    front.calls.flatMap((call) => /^GET \/acme\/api\/v1\/tickets\/([1-9]\d*)$/.exec(call)?.[1] ?? []);

  test('begins next what somebody waits for, and each reading that it begins it ends', async () => {
    await until(() => begun().length >= 20);
    const before: number[] = [];
    for (const ticketId of asked) {
      desk.world.worker.freeze();
      const asking = desk.ask(account, ticketId, { within: 20_000 });
      await until(async () => (await desk.waiting(account)) === 1).finally(() => desk.world.worker.thaw());
      const seen = begun().length;
      expect(await asking).toMatchObject({ status: 200, freshness: { source: 'live' } });
      before.push(begun().indexOf(ticketId) - seen);
    }
    // Only what the lane had in hand when it was asked: four readings at most, and rarely one that had not begun.
    expect(Math.max(...before)).toBeLessThan(4);
    process.stdout.write(`begun before each of six questions: ${before.join(', ')}\n`);
    expect(await desk.pending(account)).toBeGreaterThan(300);
    // The budget lets calls out one by one; a reading that gave up between its two calls would begin again and again.
    expect(begun()).toEqual([...new Set(begun())]);
  });
});
