import { jest } from '@jest/globals';
import { Desk } from '../support/desk.js';
import { output, startProcess } from '../support/processes.js';
import { until } from '../support/until.js';

jest.setTimeout(120_000);

describe('credentials in several processes', () => {
  let desk: Desk;
  let sites = 0;

  beforeAll(async () => {
    desk = await Desk.start();
  });
  afterAll(() => desk.stop());

  const connected = async () => {
    const site = desk.site(`desk-${++sites}`);
    const id = await desk.world.account({ site });
    return { site, id, tokens: `POST /zendesk/${site}/oauth/tokens` };
  };
  const state = (id: string) => desk.world.nightdesk.account(id);
  const refreshes = (site: string) =>
    desk.world.sandbox.control.requests({ site, route: '/oauth/tokens' }).length - 1;

  test('200 callers in four processes meet an ended token: one refresh at the platform, and no caller sees an error', async () => {
    const { site, id } = await connected();
    desk.world.sandbox.control.zendesk(site).change({ plan: 'Suite Enterprise Plus', highVolume: true });
    await desk.world.worker.stop();
    desk.expireAll();
    const task = {
      environment: desk.world.environment,
      accountId: id,
      site,
      callers: 50,
      beginAt: Date.now() + 15_000,
    };
    const processes = [1, 2, 3, 4].map(() => startProcess('test/support/credential-callers.ts', task));
    const said = await Promise.all(processes.map(output));
    await desk.world.worker.start();
    const ends = said.flatMap((text) => JSON.parse(text) as string[]);
    expect(ends).toHaveLength(200);
    expect([...new Set(ends)]).toEqual(['answered']);
    expect(refreshes(site)).toBe(1);
    expect((await desk.credential(id)).version).toBe(2);
  });

  test('a worker that is killed while the platform’s answer is on its way: the next one says refresh_lost', async () => {
    const { id, tokens } = await connected();
    let answered = () => undefined as void;
    const spent = new Promise<void>((resolve) => (answered = resolve));
    desk.front.next(tokens, async (pass) => {
      await pass();
      answered();
      return new Promise(() => undefined);
    });
    await desk.due(id);
    await spent;
    await desk.world.worker.kill();
    expect(await desk.credential(id)).toMatchObject({ version: 1, refresh_started_at: expect.any(Date) });
    await desk.abandon(id);
    await desk.world.worker.start();
    await until(async () => (await state(id)).state === 'needs_reauth', 30_000);
    expect((await state(id)).reason).toMatch(/answer to a refresh was lost/);
  });
});
