import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { quickLooks } from '../support/looks.js';
import { PersonStage } from '../support/person-stage.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

describeInBrowser('the story of a ticket', () => {
  let stage: PersonStage;
  let page: Page;
  let account: string;
  let ticket: string;
  let operation: string;

  beforeAll(async () => {
    stage = await PersonStage.start(quickLooks);
    page = stage.person.page;
    account = await stage.world.account();
    ticket = stage.world.customerWrites('Where is my parcel?', 'Order 1042');
    await stage.world.events('ticket.created');
    const api = stage.world.nightdesk;
    stage.control.zendesk('acme').removeScope('tickets:write');
    await api.probe(account);
    const steps = [{ kind: 'reply' as const, body: 'On its way.' }];
    ({ id: operation } = await api.submit(account, ticket, { steps }));
    await until(async () => (await api.operation(operation)).state === 'held');
    await until(
      async () => (await api.incidents.list({ state: 'open', accountId: account })).data.length > 0,
    );
  }, 120_000);
  afterAll(() => stage?.stop());

  const stops = (station: string) => page.locator(`[data-testid=timeline-stop][data-station=${station}]`);
  const opensTicket = () => page.goto(`${stage.world.url}/accounts/${account}/tickets/${ticket}`);

  test('a stop that is held up names the incident, and leads to its remedy', async () => {
    await opensTicket();
    const held = stops('operation').last().getByTestId('held-up');
    await held.waitFor();
    expect(await held.getAttribute('data-cause')).toBe('scopes_missing');
    // What took no time was held up by nothing.
    expect(await stops('event').getByTestId('held-up').count()).toBe(0);
    await held.getByRole('link').click();
    await page.waitForURL(`**/accounts/${account}`);
    await page.locator('[data-testid=incident][data-cause=scopes_missing]').waitFor();
    await page.goto(`${stage.world.url}/operations/${operation}`);
    await page.getByTestId('transition').last().getByTestId('held-up').waitFor();
    await page.getByTestId('stored').locator('summary').click();
    await page.getByTestId('stored-body').getByText('On its way.').waitFor();
    expect(await stage.person.fitsPhone('timeline-operation')).toBe(true);
  });

  test('a stop opens to what came in, byte by byte but for secrets', async () => {
    await opensTicket();
    const stored = stops('webhook').first().getByTestId('stored');
    expect(await stored.getByTestId('stored-body').count()).toBe(0);
    await stored.locator('summary').focus();
    await page.keyboard.press('Enter');
    const body = (await stored.getByTestId('stored-body').textContent()) ?? '';
    expect(JSON.parse(body)).toMatchObject({ type: 'zen:event-type:ticket.created' });
    expect(await stage.person.fitsPhone('timeline-opened')).toBe(true);
  });

  test('a delivery has a page: what is sent, its state, and the stops of its trace alone', async () => {
    await opensTicket();
    await stops('delivery').first().waitFor();
    const all = await page.getByTestId('timeline-stop').count();
    await stops('delivery').first().getByTestId('delivery-link').click();
    await page.waitForURL('**/deliveries/*');
    await page.getByTestId('delivery-state').getByText('Delivered').waitFor();
    const sent = JSON.parse((await page.getByTestId('stored-body').first().textContent()) ?? '') as {
      id: string;
      traceId: string;
    };
    const event = stage.world.consumer.deliveries.find(({ id }) => id === sent.id);
    expect(sent.traceId).toBe(event?.traceId);
    await stops('delivery').first().waitFor();
    expect(await page.getByTestId('timeline-stop').count()).toBeLessThan(all);
    expect(await stage.person.fitsPhone('delivery')).toBe(true);
  });
});
