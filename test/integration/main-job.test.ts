import { jest } from '@jest/globals';
import { describeEngines } from '../support/engines.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';

jest.setTimeout(90_000);

describeEngines('the main job', (engine) => {
  let world: World;
  let account: string;

  beforeAll(async () => {
    world = await World.start(engine);
    account = await world.account();
  });
  afterAll(() => world.stop());

  test('a ticket that a customer writes reaches the automation once, and its answer reaches the ticket once', async () => {
    const id = world.customerWrites('My order did not arrive.', 'Order 17');
    const [created] = await world.events('ticket.created');
    expect(created).toMatchObject({ accountId: account, ticketId: id, via: 'webhook', origin: 'platform' });
    expect(created?.data).toMatchObject({ message: { body: 'My order did not arrive.', kind: 'reply' } });

    const asked = await world.nightdesk.submit(account, id, {
      steps: [
        { kind: 'reply', body: 'It is on its way.' },
        { kind: 'addTags', tags: ['answered'] },
        { kind: 'status', status: 'solved' },
      ],
    });
    expect(asked.state).toBe('queued');
    const done = await until(async () => {
      const operation = await world.nightdesk.operation(asked.id);
      return operation.state === 'confirmed' ? operation : null;
    });
    expect(done.transitions.map(({ to }) => to)).toEqual(['queued', 'sending', 'sending', 'confirmed']);
    expect(done.steps.every((step) => step.state === 'confirmed' && step.requestId !== null)).toBe(true);

    const truth = world.sandbox.control.zendesk('acme').ticket(Number(id));
    expect(truth.ticket).toMatchObject({ status: 'solved' });
    expect(truth.ticket.tags).toContain('answered');
    expect(truth.comments.filter(({ body }) => body === 'It is on its way.')).toHaveLength(1);
    await world.events('operation.confirmed');
  });

  test('what we wrote ourselves comes back as ours and is not delivered to the automation', async () => {
    const id = world.customerWrites('Is anybody there?', 'Echo');
    await until(() => world.consumer.received('ticket.created').find(({ ticketId }) => ticketId === id));
    await world.nightdesk.submit(account, id, { steps: [{ kind: 'reply', body: 'Yes.' }] });
    const own = await until(async () => {
      const { data } = await world.nightdesk.events();
      return data.find((event) => event.type === 'reply.added' && event.ticketId === id);
    });
    expect(own).toMatchObject({ origin: 'nightdesk', operationId: expect.stringMatching(/^op_/) });
    expect(world.consumer.received('reply.added').filter(({ ticketId }) => ticketId === id)).toEqual([]);
  });

  test('the conversation is served from the stored copy, and live on request', async () => {
    const id = world.customerWrites('First.', 'Copy');
    await until(() => world.consumer.received('ticket.created').find(({ ticketId }) => ticketId === id));
    const stored = await world.nightdesk.conversation(account, id);
    expect(stored.ticket.freshness).toMatchObject({ source: 'stored', stale: false });
    expect(stored.messages.map(({ body }) => body)).toEqual(['First.']);
  });

  test('the timeline tells every stop in order', async () => {
    const [created] = world.consumer.received('ticket.created');
    const { stops } = await world.nightdesk.timeline(account, created?.ticketId ?? '');
    const stations = stops.map(({ station, state }) => `${station} ${state}`);
    expect(stations).toEqual(
      expect.arrayContaining(['webhook done', 'event recorded', 'delivery delivered', 'operation confirmed']),
    );
    expect(stops.map(({ at }) => at)).toEqual(stops.map(({ at }) => at).toSorted());
  });
});
