import { jest } from '@jest/globals';
import fc from 'fast-check';
import { describeEngines } from '../support/engines.js';
import { until } from '../support/until.js';
import { ZendeskSender } from '../support/zendesk-sender.js';
import { FreshWorld, type Told } from './fresh-reads.world.js';

jest.setTimeout(120_000);

describeEngines('fresh reads of one account', (engine) => {
  let desk: FreshWorld;
  let account: string;
  beforeAll(async () => {
    desk = await FreshWorld.start(engine);
    desk.site('acme').change({ plan: 'Suite Enterprise Plus', highVolume: true });
    account = await desk.world.account();
  });
  afterAll(() => desk.stop());

  const told = (ticketId: string) =>
    [...new Map(desk.world.consumer.deliveries.map((event) => [event.id, event])).values()].filter(
      (event) => event.ticketId === ticketId,
    );

  test('cost little more than the platform’s own answers', async () => {
    const ticketId = desk.world.customerWrites('Fast?');
    await until(() => told(ticketId).length > 0);
    const [own, stored]: number[][] = [[], []];
    for (let round = 0; round < 40; round += 1) {
      desk.world.worker.said = '';
      const { ms, freshness } = await desk.ask(account, ticketId);
      expect(freshness).toMatchObject({ source: 'live' });
      own?.push(ms - (await platformMs()));
      const began = performance.now();
      await desk.world.nightdesk.conversation(account, ticketId);
      stored?.push(performance.now() - began);
    }
    const [p50 = NaN, plain = NaN] = [own, stored].map((all) => all?.toSorted((a, b) => a - b)[20]);
    process.stdout.write(
      `fresh read on ${engine.name}: p50 ${p50.toFixed(1)} ms over the platform, least ${Math.min(...(own ?? [])).toFixed(1)}; ` +
        `a stored copy beside it p50 ${plain.toFixed(1)}\n`,
    );
    // On a machine that does other things as well, everything takes longer, and a plain request tells how much.
    expect(p50).toBeLessThan(Math.max(40, 12 * plain));
  });

  /** How long the platform took for the two calls of a reading, by the worker's log. */
  const platformMs = () =>
    until(() => {
      const calls = desk.world.worker.said.split('\n').filter((line) => line.includes('"helpdesk.call"'));
      const spent = calls.map((line) => (JSON.parse(line) as { durationMs: number }).durationMs);
      return spent.length === 2 ? spent.reduce((sum, ms) => sum + ms, 0) + 0.001 : null;
    });

  test('and deliveries of the same changes, in any order, tell each change once', async () => {
    desk.fault('acme', 'webhook-drop', { times: 100_000 });
    const sender = new ZendeskSender(desk.world, account);
    const step = fc.constantFrom('reply', 'deliver', 'ask', 'ask elsewhere', 'settle');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
        const ticketId = desk.world.customerWrites('Hello.', 'Woven');
        const under: Promise<Response | Told>[] = [sender.post(sender.event(ticketId, 'created'))];
        let replies = 0;
        for (const what of steps) {
          if (what === 'reply') desk.site('acme').desk.customerReplies(ticketId, `Reply ${(replies += 1)}`);
          else if (what === 'deliver') under.push(sender.post(sender.event(ticketId)));
          else if (what === 'settle') await Promise.all(under);
          else under.push(desk.ask(account, ticketId, { api: desk.apis[what === 'ask' ? 0 : 1] }));
        }
        for (const { status } of await Promise.all(under)) expect([200, 202]).toContain(status);
        expect(await desk.ask(account, ticketId)).toMatchObject({ freshness: { source: 'live' } });
        await until(async () => (await desk.pending(account)) === 0);

        const events = await until(() => (told(ticketId).length > replies ? told(ticketId) : null));
        const said = events.flatMap(
          ({ data }) => (data as { message?: { body: string } }).message?.body ?? [],
        );
        expect(events.filter(({ type }) => type === 'ticket.created')).toHaveLength(1);
        expect(said.toSorted()).toEqual(
          ['Hello.', ...Array.from({ length: replies }, (_, at) => `Reply ${at + 1}`)].toSorted(),
        );
        expect(await desk.waiting(account)).toBe(0);
      }),
      { numRuns: 8 },
    );
  });
});
