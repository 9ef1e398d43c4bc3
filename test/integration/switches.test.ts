import { jest } from '@jest/globals';
import { describeOn } from '../support/engines.js';
import { until } from '../support/until.js';
import { ControlRoom, type Site } from './switches.world.js';

jest.setTimeout(240_000);

/** What was set must act within this time in all processes. */
const second = 1_000;

// On one engine, and a pause on the other: both are rows, and what they do to lanes is promised by their own suite on both.
describeOn('postgres', 'kill switches', (engine) => {
  let room: ControlRoom;
  let zendesks: Site[];
  let shop: Site;
  const on = () => room.api.switches().then((switches) => switches.map(({ name }) => name));

  beforeAll(async () => {
    room = await ControlRoom.open(engine);
    zendesks = [];
    for (const name of ['one', 'two', 'three']) zendesks.push(await room.zendesk(name, 12));
    shop = await room.freshdesk('shop', 5);
  });
  afterEach(async () => {
    for (const name of await on()) await room.api.releaseSwitch(name);
  });
  afterAll(() => room.close());

  test('all writes stop within a second in two workers under load, reads go on, and nothing is lost', async () => {
    const load = await room.load(zendesks, 'One.', 'Two.', 'Three.', 'Four.', 'Five.', 'Six.');
    await room.api.setSwitch('writes', 'the bot has gone mad');
    const answered = Date.now();
    const reading = room.calls({ method: 'GET' }).length;
    const ticketId = String(room.control.zendesk('one').desk.customerOpens('While off', 'Is anybody there?'));
    expect(await room.lastCallAfter(answered, { method: 'PUT' })).toBeLessThan(second);
    const asked = await load.asked;
    await until(() =>
      room.world.consumer.received('ticket.created').find((one) => one.ticketId === ticketId),
    );
    expect(room.calls({ method: 'GET' }).length).toBeGreaterThan(reading);
    const { accounts, switches } = await room.api.overview();
    expect(switches).toMatchObject([{ name: 'writes', reason: 'the bot has gone mad' }]);
    const { write, read } = accounts.find(({ id }) => id === zendesks[0]?.account)!.lanes;
    expect(write).toMatchObject({ waiting: 0, stopped: 'Switched off (writes): the bot has gone mad' });
    expect(write.held).toBeGreaterThan(0); // so it was in the middle
    expect(read.stopped).toBeNull();

    await room.api.releaseSwitch('writes');
    const released = Date.now();
    const puts = () => room.calls({ method: 'PUT' }).filter((at) => at >= released);
    await until(() => puts().length > 0);
    expect(puts()[0]! - released).toBeLessThan(second);
    await room.expectAllOnce(asked);
  });

  test('a platform stops in both lanes and keeps its webhooks; another one goes on', async () => {
    const asked = (
      await Promise.all([...zendesks, shop].map((site) => room.replies(site, 'Nine.', 'Ten.')))
    ).flat();
    await room.api.setSwitch('platform:zendesk', 'their status page is red');
    const answered = Date.now();
    const ticketId = String(room.control.zendesk('two').desk.customerOpens('While off', 'Hello?'));
    expect(await room.lastCallAfter(answered, { platform: 'zendesk' })).toBeLessThan(second);
    await until(() => room.saidInAll([shop]) >= 2 * shop.tickets.length);
    await until(async () => {
      const { stops } = await room.api.timeline(zendesks[1]!.account, ticketId);
      return stops.some(({ station, state }) => station === 'webhook' && state === 'pending');
    });
    await room.api.releaseSwitch('platform:zendesk');
    await room.expectAllOnce(asked);
    await until(() =>
      room.world.consumer.received('ticket.created').find((one) => one.ticketId === ticketId),
    );
  });

  test('operations that need a capability wait whole; those that do not go on', async () => {
    const [site] = zendesks as [Site];
    await room.api.setSwitch('capability:replies:write', 'legal reads the templates');
    const [first, ...rest] = site.tickets as [string, ...string[]];
    const tagging = { ...site, tickets: rest };
    const replying = { ...site, tickets: [first] };
    const whole = await room.ask(
      replying,
      (body) => [
        { kind: 'reply', body },
        { kind: 'addTags', tags: ['answered'] },
      ],
      'Eleven.',
    );
    const tags = await room.ask(tagging, () => [{ kind: 'addTags', tags: ['seen'] }], 'no words');
    for (const { id } of tags) await until(async () => (await room.operation(id)).state === 'confirmed');
    expect((await room.operation(whole[0]!.id)).state).toBe('queued');
    expect(room.control.zendesk('one').ticket(Number(first)).ticket.tags).not.toContain('answered');
    await room.api.releaseSwitch('capability:replies:write');
    await until(async () => (await room.operation(whole[0]!.id)).state === 'confirmed');
    expect(room.control.zendesk('one').ticket(Number(first)).ticket.tags).toContain('answered');
    expect(room.said(site, first).filter((body) => body === 'Eleven.')).toHaveLength(1);
  });

  test('replies under load stop within a second when their capability is switched off', async () => {
    const asked = (
      await Promise.all(zendesks.map((site) => room.replies(site, 'Twelve.', 'Thirteen.')))
    ).flat();
    const atTheStart = room.saidInAll();
    await until(() => room.saidInAll() > atTheStart);
    await room.api.setSwitch('capability:replies:write', 'again');
    const answered = Date.now();
    expect(await room.lastCallAfter(answered, { method: 'PUT' })).toBeLessThan(second);
    await room.api.releaseSwitch('capability:replies:write');
    await room.expectAllOnce(asked);
  });

  test('a switch that stays on costs no calls and no drains that spin', async () => {
    await room.api.setSwitch('writes', 'for the night');
    const asked = await room.replies(shop, 'Fourteen.');
    const since = Date.now();
    expect(await room.lastCallAfter(since, { platform: 'freshdesk', method: 'POST' }, 3_000)).toBe(0);
    for (const { id } of asked) {
      const { state, transitions } = await room.operation(id);
      expect([state, transitions.length]).toEqual(['queued', 1]);
    }
    await room.api.releaseSwitch('writes');
    await room.expectAllOnce(asked);
  });
});
