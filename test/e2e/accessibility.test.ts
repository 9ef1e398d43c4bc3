import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { findings } from '../support/axe.js';
import { describeInBrowser } from '../support/browser.js';
import { PersonStage } from '../support/person-stage.js';
import { type SeededDesk, seedDesk } from '../support/seeded-desk.js';

jest.setTimeout(90_000);

/** Every place of the page, by what it is. */
const places: Record<string, (desk: SeededDesk) => string> = {
  overview: () => '/',
  account: ({ accountId }) => `/accounts/${accountId}`,
  'account with an incident': ({ refusedId }) => `/accounts/${refusedId}`,
  ticket: ({ accountId, ticketId }) => `/accounts/${accountId}/tickets/${ticketId}`,
  operation: ({ operationId }) => `/operations/${operationId}`,
  delivery: ({ deliveryId }) => `/deliveries/${deliveryId}`,
  'dead letters': () => '/dead-letters',
  connect: () => '/connect',
  'end of a connect': ({ accountId }) => `/connect/done?account=${accountId}`,
  'failed connect': () => '/connect/failed?reason=access_denied',
  'page behind a link': ({ linkPath }) => linkPath,
  'thanks for connecting': () => '/connect/thanks?site=acme&platform=zendesk',
};

describeInBrowser('axe finds nothing serious, in light and dark, wide and on a phone, on the', () => {
  let stage: PersonStage;
  let desk: SeededDesk;
  let page: Page;

  beforeAll(async () => {
    stage = await PersonStage.start({});
    desk = await seedDesk(stage.world);
    page = stage.person.page;
  }, 120_000);
  afterAll(() => stage?.stop());

  test.each(Object.entries(places))('%s', async (_, pathOf) => {
    await opens(pathOf(desk));
    expect(await findings(page)).toEqual([]);
  });

  test('timeline with its stops opened', async () => {
    await opens(places['ticket']!(desk));
    for (const station of ['webhook', 'delivery', 'operation']) {
      const stored = page.locator(`[data-testid=stored][data-station=${station}]`).first();
      await stored.locator('summary').click();
      await stored.getByTestId('stored-body').waitFor();
    }
    expect(await findings(page)).toEqual([]);
  });

  test('page that is not there', async () => {
    await opens('/');
    await page.evaluate(`history.pushState(null, '', '/nowhere')`);
    await page.getByRole('heading', { name: 'There is no page here' }).waitFor();
    expect(await findings(page)).toEqual([]);
  });

  test('login', async () => {
    const stranger = await stage.stranger();
    await stranger.goto(`${stage.world.url}/login`);
    await stranger.getByTestId('login-submit').waitFor();
    expect(await findings(stranger)).toEqual([]);
  });

  test('other pages that the menu leads to', async () => {
    await opens('/');
    const links = await page
      .locator('nav a')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    const known = new Set(Object.values(places).map((pathOf) => pathOf(desk)));
    expect(links).toContain('/dead-letters');
    for (const link of links) {
      if (link === null || known.has(link)) continue;
      await opens(link);
      expect({ link, found: await findings(page) }).toEqual({ link, found: [] });
    }
  });

  async function opens(path: string): Promise<void> {
    await page.goto(`${stage.world.url}${path}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  }
});
