import { jest } from '@jest/globals';
import { ApiError, Nightdesk } from '@nightdesk/sdk';
import { describeOn } from '../support/engines.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';

jest.setTimeout(60_000);

describeOn('postgres', 'what lies behind the stops of a timeline', (engine) => {
  let world: World;
  let account: string;
  let ticket: string;
  let operation: string;
  beforeAll(async () => {
    world = await World.start(engine);
    account = await world.account();
    ticket = world.customerWrites('My token is whsec_c2VjcmV0c2VjcmV0, and my parcel is late.');
    await world.events('ticket.created');
    const steps = [{ kind: 'reply' as const, body: 'It is on its way.' }];
    ({ id: operation } = await world.nightdesk.submit(account, ticket, { steps }));
    await until(async () => (await world.nightdesk.operation(operation)).state === 'confirmed');
  }, 90_000);
  afterAll(() => world?.stop());

  const stopOf = async (station: string) => {
    const { stops } = await world.nightdesk.timeline(account, ticket);
    const found = stops.find((stop) => stop.station === station);
    if (!found) throw new Error(`there is no ${station}`);
    return found;
  };
  const fact = (raw: { facts: { name: string; value: string }[] }, name: string) =>
    raw.facts.find((one) => one.name === name)?.value;

  test('a webhook is shown as it came in, with its trace and the platform’s id of the delivery', async () => {
    const { id, traceId } = await stopOf('webhook');
    const raw = await world.nightdesk.timelines.raw('webhook', id);
    expect(raw).toMatchObject({
      station: 'webhook',
      accountId: account,
      ticketId: ticket,
      traceId,
      state: 'done',
    });
    expect(fact(raw, 'Came by')).toBe('webhook');
    const body = JSON.parse(raw.body ?? '') as { id: string; type: string };
    expect(fact(raw, 'Delivery id')).toBe(body.id);
    expect(fact(raw, 'Type')).toBe(body.type);
  });

  test('an event and its delivery are shown as the automation got them, save for secrets', async () => {
    const [event] = world.consumer.received('ticket.created');
    const recorded = await world.nightdesk.timelines.raw('event', event!.id);
    expect(fact(recorded, 'webhook-id')).toBe(event!.id);
    expect(JSON.parse(recorded.body ?? '')).toEqual(JSON.parse(hidden(event!.data)));
    const { id } = await stopOf('delivery');
    const delivery = await until(async () => {
      const raw = await world.nightdesk.timelines.raw('delivery', id);
      return raw.state === 'delivered' ? raw : null;
    });
    expect(fact(delivery, 'To')).toBe(world.consumer.url);
    expect(fact(delivery, 'Attempts')).toBe('1');
    const sent = JSON.parse(delivery.body ?? '') as { id: string; data: unknown };
    expect(sent.data).toEqual(
      JSON.parse(hidden(world.consumer.deliveries.find((one) => one.id === sent.id)?.data)),
    );
    expect(JSON.stringify([recorded, delivery])).not.toContain('whsec_');
  });

  test('an operation is shown with what was asked for', async () => {
    const raw = await world.nightdesk.timelines.raw('operation', operation);
    expect(raw.state).toBe('confirmed');
    expect(JSON.parse(raw.body ?? '')).toMatchObject([{ body: 'It is on its way.' }]);
    expect(Number(fact(raw, 'Attempts'))).toBeGreaterThan(0);
  });

  test('a key for other accounts does not see it, and what is not there is a 404', async () => {
    const { key } = await world.nightdesk.createApiKey({
      name: 'other',
      scopes: ['read'],
      accountIds: ['acc_other'],
    });
    const other = new Nightdesk({ baseUrl: world.url, apiKey: key });
    await expect(other.timelines.raw('operation', operation)).rejects.toMatchObject({ status: 404 });
    for (const [station, id] of [
      ['webhook', '999999'],
      ['delivery', 'x'],
      ['event', 'evt_none'],
    ] as const) {
      const refused = await world.nightdesk.timelines.raw(station, id).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(ApiError);
      expect(refused).toMatchObject({ status: 404 });
    }
    await expect(world.nightdesk.timelines.raw('nowhere' as 'event', 'x')).rejects.toMatchObject({
      status: 400,
    });
  });

  const hidden = (data: unknown) => JSON.stringify(data ?? null).replace(/whsec_[A-Za-z0-9]+/g, '••••••');
});
