import { jest } from '@jest/globals';
import { type EngineWorld, describeEngines } from '../support/engines.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';

jest.setTimeout(120_000);

describeEngines('what waits in the lanes of an account', (engine: EngineWorld) => {
  let world: World;
  let account: string;
  let ticket: string;
  beforeAll(async () => {
    world = await World.start(engine);
    account = await world.account();
    ticket = world.customerWrites('It broke.');
    await world.events('ticket.created');
  }, 120_000);
  afterAll(() => world?.stop());

  const api = () => world.nightdesk;
  const lanes = (page = {}) => api().repairs.lanes(account, page);
  const reply = async (body: string, to = ticket) =>
    (await api().submit(account, to, { steps: [{ kind: 'reply', body }] })).id;

  test('is nothing while nothing waits', async () => {
    const empty = { waiting: 0, inFlight: 0, held: 0, dead: 0, oldestAt: null, stopped: null };
    await until(async () => (await lanes()).read.waiting === 0);
    expect(await lanes()).toEqual({
      read: { ...empty, data: [], next: null },
      write: { ...empty, data: [], next: null },
    });
  });

  test('is told with its reason, in order, page by page; and goes on when that ends', async () => {
    await api().pauseAccount(account, 'the 3 a.m. test');
    const ids = [await reply('One.'), await reply('Two.'), await reply('Three.')];
    const other = world.customerWrites('Another one.');
    const { read, write } = await until(async () => {
      const now = await lanes();
      return now.read.data.length > 0 && now.read.held === now.read.data.length ? now : null;
    });
    expect(read.data[0]).toMatchObject({ ticketId: other, why: 'account' });
    expect(read.stopped).toContain('the 3 a.m. test');
    expect(write).toMatchObject({ held: 3, next: null });
    expect(write.data.map(({ id }) => id)).toEqual(ids);
    expect(write.data[0]).toMatchObject({ ticketId: ticket, what: 'reply', why: 'account', until: null });
    expect(write.data[0]?.says).toContain('The account is paused');
    expect(Date.parse(write.data[0]?.since ?? '')).toBe(Date.parse(write.oldestAt ?? ''));

    const first = (await lanes({ limit: 2 })).write;
    expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const rest = (await lanes({ limit: 2, writeAfter: first.next ?? '' })).write;
    expect(rest.data.map(({ id }) => id)).toEqual(ids.slice(2));
    expect(rest).toMatchObject({ next: null, held: 3 });

    await api().resumeAccount(account);
    await until(async () => (await lanes()).write.data.length === 0);
  });

  test('says which operation goes first, and until when the budget is used up', async () => {
    const fault = { platform: 'zendesk', site: 'acme', kind: '429', retryAfter: 20 } as const;
    const match = { method: 'PUT' } as const;
    world.sandbox.control.fault({ ...fault, match });
    const ids = [await reply('Four.'), await reply('Five.')];
    const { write } = await until(async () => {
      const now = await lanes();
      return now.write.data[0]?.why === 'budget' ? now : null;
    });
    const [ahead, behind] = write.data;
    expect([ahead?.id, behind?.id]).toEqual(ids);
    const waits = Date.parse(ahead?.until ?? '') - Date.now();
    expect(waits).toBeGreaterThan(5_000);
    expect(waits).toBeLessThan(21_000);
    expect(ahead?.says).toContain('budget is used up');
    expect(behind).toMatchObject({ why: 'behind', behind: ids[0], until: null });
  });

  test('is asked for in pages of at most 50, of an account that there is', async () => {
    await expect(lanes({ limit: 51 })).rejects.toMatchObject({ status: 400 });
    await expect(lanes({ writeAfter: 'op_1' })).rejects.toMatchObject({ status: 400 });
    await expect(api().repairs.lanes('acc_none')).rejects.toMatchObject({ status: 404 });
  });
});
