import { jest } from '@jest/globals';
import { describeOn } from '../support/engines.js';
import { until } from '../support/until.js';
import { ControlRoom, type Site } from './switches.world.js';

jest.setTimeout(240_000);

/** What was set must act within this time in all processes. */
const second = 1_000;

// On one engine, and kill switches on the other: both are rows, and what they do to lanes is promised by their own suite.
describeOn('redis', 'a pause', (engine) => {
  let room: ControlRoom;
  let held: Site;
  let other: Site;

  beforeAll(async () => {
    room = await ControlRoom.open(engine);
    held = await room.zendesk('held', 12);
    other = await room.zendesk('other', 12);
  });
  afterAll(() => room.close());

  test('stops one account within a second, keeps its webhooks, and goes on where it stopped', async () => {
    const bodies = ['One.', 'Two.', 'Three.', 'Four.', 'Five.'];
    const asked = (await Promise.all([held, other].map((site) => room.replies(site, ...bodies)))).flat();
    await until(() => room.saidInAll([held]) > 5);
    const paused = await room.api.pauseAccount(held.account, 'the customer asked for it');
    const answered = Date.now();
    expect(paused).toMatchObject({
      state: 'paused',
      reason: 'An operator paused it: the customer asked for it',
      remedy: expect.stringContaining(`POST /v1/accounts/${held.account}/resume`),
    });
    const ticketId = String(room.control.zendesk('held').desk.customerOpens('Meanwhile', 'Hello?'));
    expect(await room.lastCallAfter(answered, { site: 'held' })).toBeLessThan(second);
    await until(() => room.saidInAll([other]) === 5 * other.tickets.length, 30_000);
    expect(room.saidInAll([held])).toBeLessThan(5 * held.tickets.length);
    const { stops } = await until(async () => {
      const timeline = await room.api.timeline(held.account, ticketId);
      return timeline.stops.length > 0 ? timeline : null;
    });
    expect(stops.map(({ station, state }) => `${station} ${state}`)).toContain('webhook pending');
    const { accounts } = await room.api.overview();
    const { read, write } = accounts.find(({ id }) => id === held.account)!.lanes;
    for (const lane of [read, write])
      expect(lane).toMatchObject({ waiting: 0, stopped: 'An operator paused it: the customer asked for it' });
    expect(read.held).toBeGreaterThan(0);
    expect(write.held).toBeGreaterThan(0);

    expect(await room.api.resumeAccount(held.account)).toMatchObject({ state: 'live', remedy: '' });
    const resumed = Date.now();
    const after = () => room.calls({ site: 'held' }).filter((at) => at >= resumed);
    await until(() => after().length > 0);
    expect(after()[0]! - resumed).toBeLessThan(second);
    await room.expectAllOnce(asked);
    await until(() =>
      room.world.consumer.received('ticket.created').find((one) => one.ticketId === ticketId),
    );
    const moves = room.world.consumer
      .received('account.state_changed')
      .filter(({ accountId }) => accountId === held.account)
      .map(({ data }) => data['state']);
    expect(moves.slice(-3)).toEqual(['paused', 'probing', 'live']);
  });

  test('what is asked for during a pause is accepted, and goes out in order when it ends', async () => {
    await room.api.pauseAccount(held.account, 'once more');
    const asked = await room.replies(held, 'Six.', 'Seven.');
    const since = Date.now();
    expect(await room.lastCallAfter(since, { site: 'held' }, 2_500)).toBe(0);
    await room.api.resumeAccount(held.account);
    await room.expectAllOnce(asked);
  });

  test('is ended by nothing but a person: not by a worker that dies, nor by a check that is made meanwhile', async () => {
    await room.api.pauseAccount(held.account, 'for good');
    await Promise.all([room.api.probe(held.account), room.world.worker.kill()]);
    await room.world.worker.start();
    await room.api.changeAccount(held.account, { requiredCapabilities: ['tickets:read'] });
    expect((await room.api.account(held.account)).state).toBe('paused');
    await room.api.resumeAccount(held.account);
    expect((await room.api.account(held.account)).state).toBe('live');
  });
});
