import { jest } from '@jest/globals';
import { describeOn } from '../support/engines.js';
import { until } from '../support/until.js';
import { ControlRoom, type Site } from './switches.world.js';

jest.setTimeout(240_000);

/** Calls a minute that the site's plan allows. */
const limit = 2_500;
const minuteMs = 60_000;

// On one engine: that a changed ceiling holds from the next call is promised by the budget’s suite on both.
describeOn('redis', 'ceilings', (engine) => {
  let room: ControlRoom;
  let site: Site;
  const inTheLastMinute = () =>
    room.calls({ site: site.name }).filter((at) => at > Date.now() - minuteMs).length;
  const account = async () => {
    const { accounts } = await room.api.overview();
    return accounts.find(({ id }) => id === site.account)!;
  };
  const ofTheAccount = async () => (await account()).budget.find(({ name }) => name === 'account');
  /** Waits until nothing has gone out for a second, although work waits; answers how many calls of the minute are used. */
  const usedUp = (atLeast: number) =>
    until(async () => {
      if (inTheLastMinute() < atLeast) return null;
      if ((await room.lastCallAfter(Date.now(), { site: site.name }, 1_000)) > 0) return null;
      expect((await account()).lanes.read.waiting).toBeGreaterThan(0);
      return inTheLastMinute();
    }, 60_000);
  const goesOn = async (since: number) => {
    const next = () => room.calls({ site: site.name }).find((at) => at >= since);
    return (await until(next)) - since;
  };

  beforeAll(async () => {
    room = await ControlRoom.open(engine);
    site = await room.zendesk('paced', 0);
  });
  afterAll(() => room.close());

  test('one that is lowered and raised shows at the sandbox at once, without a restart', async () => {
    expect((await ofTheAccount())?.limit).toBe(limit);
    const lowered = await room.api.changeAccount(site.account, { ceiling: 0.05 });
    expect(lowered.ceiling).toEqual({ ratio: 0.05, from: 'account', warning: null });
    room.control.zendesk(site.name).bulk(300);
    expect(await usedUp(limit * 0.04)).toBeLessThanOrEqual(limit * 0.05);
    expect(await ofTheAccount()).toMatchObject({ limit, ceiling: limit * 0.05 });

    // Far higher, because of what is left reads may only use at once what writes will not need before calls leave the minute.
    await room.api.changeAccount(site.account, { ceiling: 0.5 });
    expect(await goesOn(Date.now())).toBeLessThan(1_000);

    await room.api.changeAccount(site.account, { ceiling: 0.05 });
    expect(await room.lastCallAfter(Date.now(), { site: site.name })).toBeLessThan(1_000);
    expect((await account()).lanes.read.waiting).toBeGreaterThan(0);

    // Taken back, its platform's holds; and without that, the configured one.
    await room.api.changePlatform('zendesk', { ceiling: 0.6 });
    const taken = await room.api.changeAccount(site.account, { ceiling: null });
    expect(taken.ceiling).toMatchObject({ ratio: 0.6, from: 'platform' });
    expect(await goesOn(Date.now())).toBeLessThan(1_000);
    expect(await ofTheAccount()).toMatchObject({ limit, ceiling: limit * 0.6 });
    expect((await room.api.changePlatform('zendesk', { ceiling: null })).ceiling.from).toBe('default');
    await until(() => room.world.consumer.received('ticket.created').length === 300, 120_000);
  });
});
