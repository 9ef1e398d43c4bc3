import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import type { Event } from '@nightdesk/contract';
import pg from 'pg';
import { ExampleDesk } from '../support/example-desk.js';
import { permissions } from '../support/example-desk/world.js';
import { describeEngines } from '../support/engines.js';
import { quickLooks } from '../support/looks.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';

jest.setTimeout(90_000);

/** The example's file with the address of the example's server in it. */
function describedAt(url: string, folder: string): string {
  const file = join(folder, 'example-desk.yaml');
  const text = readFileSync('examples/platforms/example-desk.yaml', 'utf8');
  const pointed = text.replace(/^baseUrl: .*$/m, `baseUrl: ${new URL(url).origin}/{site}/api/v1`);
  writeFileSync(file, pointed);
  return file;
}

describeEngines('a platform that a file describes and that sends no webhooks', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'platforms-'));
  let theirs: ExampleDesk;
  let world: World;
  let id: string;
  let sql: pg.Client;
  beforeAll(async () => {
    sql = new pg.Client({ connectionString: engine.databaseUrl });
    await sql.connect();
    theirs = await new ExampleDesk().start();
    theirs.world.open('Before anybody was connected');
    world = await World.start(engine, {
      PLATFORM_FILES: describedAt(theirs.url, folder),
      ...quickLooks,
    });
    const key = theirs.world.newKey(theirs.world.admin, permissions);
    const entered = { platform: 'example-desk', site: 'acme', key };
    ({ accountId: id } = await world.nightdesk.connectByKey(entered));
  });
  afterAll(async () => {
    await sql.end();
    await world.stop();
    await theirs.close();
    rmSync(folder, { recursive: true });
  });

  /** Waits for something while sweeps come as soon as the worker looks, and not after their pause. */
  const soon = <T>(look: () => T | Promise<T>) =>
    until(async () => {
      await sql.query('UPDATE sweeps SET next_at = now() WHERE next_at < now() + $1::interval', ['20 s']);
      return look();
    }, 40_000);
  const told = (type: Event['type'], ticketId: number) =>
    world.consumer.received(type).filter((event) => event.ticketId === String(ticketId));
  const say = (ticket: ReturnType<ExampleDesk['world']['open']>, text: string) =>
    theirs.world.write(ticket, { author: theirs.world.customer, text, visibility: 'public' });

  test('is offered, connected and live', async () => {
    const choices = await world.nightdesk.platforms();
    expect(choices.at(-1)).toMatchObject({
      platform: 'example-desk',
      title: 'Example Desk',
      webhooks: 'none',
      oauth: null,
      key: { label: 'API key', link: 'https://{site}.example-desk.example/settings/api-keys' },
    });
    expect(await world.nightdesk.account(id)).toMatchObject({ state: 'live', site: 'acme' });
  });

  test('tells what changes, each fact once, and nothing of what was there before', async () => {
    const ticket = theirs.world.open('Tent');
    say(ticket, 'It leaks.');
    await soon(() => told('ticket.created', ticket.id).length > 0);
    say(ticket, 'And the pole broke.');
    await soon(() => told('reply.added', ticket.id).length > 0);
    expect(told('ticket.created', ticket.id)).toMatchObject([{ via: 'reconciliation', origin: 'platform' }]);
    expect(told('reply.added', ticket.id)).toHaveLength(1);
    expect(world.consumer.received('ticket.created')).toHaveLength(1);
    const { polling } = await world.nightdesk.webhookSetUp(id);
    expect(Date.now() - Date.parse(polling?.lastAt ?? '')).toBeLessThan(30_000);
  });

  test('what we write ourselves is not told as news', async () => {
    const ticket = theirs.world.open('Lamp');
    say(ticket, 'It is dark.');
    await soon(() => told('ticket.created', ticket.id).length > 0);
    const { id: operation } = await world.nightdesk.submit(id, String(ticket.id), {
      steps: [
        { kind: 'reply', body: 'We send a bulb.' },
        { kind: 'status', status: 'solved' },
      ],
    });
    await until(async () => (await world.nightdesk.operation(operation)).state === 'confirmed', 30_000);
    say(ticket, 'Thanks.');
    await soon(() => told('reply.added', ticket.id).length > 0);
    expect(told('reply.added', ticket.id).map(({ data }) => data)).toMatchObject([
      { message: { body: 'Thanks.' } },
    ]);
  });

  test('a platform that is away is asked again, says so meanwhile, and nothing is missed', async () => {
    theirs.fail({ methods: ['GET'], path: /^\/tickets$/ }, '503', 1);
    const ticket = theirs.world.open('Rope');
    say(ticket, 'It is too short.');
    const polling = async () => (await world.nightdesk.webhookSetUp(id)).polling;
    expect(
      (await until(async () => ((await polling())?.problem ? polling() : null), 70_000))?.problem,
    ).toMatch(/503/);
    await soon(() => told('ticket.created', ticket.id).length > 0);
    await until(async () => (await polling())?.problem === null);
  });
});
