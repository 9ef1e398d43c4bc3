import { mkdir } from 'node:fs/promises';
import { jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeInBrowser, openBrowser } from '../support/browser.js';
import { Standalone } from '../support/standalone.js';

jest.setTimeout(300_000);

/** Where the README's pictures go when they are to be made anew: `SCREENSHOTS=docs/images npm run test:e2e`. */
const pictures = process.env['SCREENSHOTS'] ?? 'coverage/screenshots';

describeInBrowser('the first run', () => {
  let nightdesk: Standalone;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    nightdesk = await Standalone.start();
    browser = await openBrowser();
    context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
    page = await context.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    expect(await nightdesk?.stop()).toBe(0);
  });

  test('a newcomer logs in and finds that nothing is connected yet', async () => {
    await page.goto(nightdesk.url);
    await page.getByTestId('login-email').fill(nightdesk.email);
    await page.getByTestId('login-password').fill(nightdesk.password);
    await page.getByTestId('login-submit').click();
    await page.getByText('No helpdesk is connected yet').waitFor();
  });

  test('a denied consent says what happened and leaves no account', async () => {
    await startConnect(page, nightdesk.url);
    await page.getByTestId('consent-deny').click();
    await page.waitForURL(/\/connect\/failed\?reason=access_denied/);
    await page.goto(nightdesk.url);
    await page.getByText('No helpdesk is connected yet').waitFor();
  });

  test('connects the sandbox through its consent page', async () => {
    await startConnect(page, nightdesk.url);
    await page.getByTestId('consent-allow').click();
    await page.waitForURL(/\/connect\/done\?account=acc_/);
    await page.goto(nightdesk.url);
    expect(await page.getByTestId('account-state').first().textContent()).toContain('Live');
  });

  test('a ticket that a customer writes is answered in the conversation and solved', async () => {
    const customer = await context.newPage();
    await customer.goto(nightdesk.sandboxUrl);
    await customer.getByTestId('new-subject').fill('Order 1042 has not arrived');
    await customer.getByTestId('new-message').fill('My parcel should have been here on Monday. Where is it?');
    await customer.getByTestId('new-submit').click();
    const answer = customer.getByTestId('message').filter({ hasText: 'We have taken care of it' });
    await answer.first().waitFor();
    await customer.getByTestId('customer-list').getByText('solved').first().waitFor();
    await customer.screenshot({ path: `${pictures}/sandbox.png` });
    await customer.close();
  });

  test('the page shows it without a reload, and stop by stop', async () => {
    const operation = page.getByTestId('operation-row').first();
    await operation.getByTestId('operation-state').getByText('Confirmed').waitFor();
    expect(await page.getByTestId('live-sign').getAttribute('data-state')).toBe('live');
    await page.getByTestId('event-row').filter({ hasText: 'our own change' }).first().waitFor();
    await page.screenshot({ path: `${pictures}/overview.png` });

    await operation.getByRole('link').first().click();
    await page.waitForURL(/\/accounts\/acc_.*\/tickets\/\d+/);
    const stops = page.getByTestId('timeline-stop');
    await stops.filter({ hasText: 'Confirmed' }).first().waitFor();
    const stations = await stops.evaluateAll((all) => all.map((stop) => stop.getAttribute('data-station')));
    expect(stations.slice(0, 2)).toEqual(['webhook', 'webhook']);
    expect(new Set(stations)).toEqual(new Set(['webhook', 'event', 'delivery', 'operation']));
    await page.screenshot({ path: `${pictures}/ticket.png`, fullPage: true });
  });

  test('the page fits a phone, in the dark', async () => {
    const storageState = await context.storageState();
    const phone = await browser.newContext({
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
      storageState,
    });
    const small = await phone.newPage();
    await small.goto(nightdesk.url);
    await small.getByTestId('account-row').first().waitFor();
    expect(await small.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    await small.screenshot({ path: `${pictures}/phone-dark.png` });
    await phone.close();
  });
});

async function startConnect(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/connect`);
  await page.locator('[data-testid=connect-platform][data-platform=zendesk]').check();
  await page.getByTestId('connect-site').fill('acme');
  await page.getByTestId('connect-admin-email').fill('ops@acme.example');
  await page.getByTestId('connect-submit').click();
  await page.waitForURL(/\/oauth\/authorizations\/new/);
}
