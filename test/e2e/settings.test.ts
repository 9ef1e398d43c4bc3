import { jest } from '@jest/globals';
import { Nightdesk } from '@nightdesk/sdk';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, openBrowser } from '../support/browser.js';
import { Consumer } from '../support/consumer.js';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { KEY_RING } from '../support/key-ring.js';
import { PersonStage } from '../support/person-stage.js';
import { freePort, Service } from '../support/service.js';
import { until } from '../support/until.js';

jest.setTimeout(90_000);

const password = 'four words in a row';

describeInBrowser('settings', () => {
  let stage: PersonStage;
  let page: Page;
  let account: string;

  beforeAll(async () => {
    stage = await PersonStage.start({});
    account = await stage.world.account();
    page = stage.person.page;
  }, 120_000);
  afterAll(() => stage?.stop());

  const goTo = (place: string, on = page) => on.goto(`${stage.world.url}/settings/${place}`);
  const says = (text: string | RegExp, on = page) => on.getByText(text).first().waitFor();

  test('a key is made, shown once, works, and is refused once it is revoked', async () => {
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('link', { name: 'API keys' }).click();
    await page.getByTestId('key-new').click();
    await page.getByTestId('key-name').fill('Night bot');
    await page.getByTestId('key-tier-high').check();
    await page.getByTestId('key-create').click();
    const key = (await page.getByTestId('key-made-value').textContent()) ?? '';
    const bot = new Nightdesk({ baseUrl: stage.world.url, apiKey: key });
    expect(await bot.switches()).toEqual([]);
    expect(await stage.person.fitsPhone('settings-api-keys')).toBe(true);
    await page.getByTestId('key-made-done').click();
    await page.reload();
    const row = page.getByTestId('key').filter({ hasText: 'Night bot' });
    await row.getByText('last used').waitFor();
    expect(await row.textContent()).toContain(`by ${stage.world.environment['ADMIN_EMAIL']}`);
    expect(await row.textContent()).toContain('high rate');
    expect(await page.content()).not.toContain(key);
    await row.getByTestId('key-revoke').click();
    await row.getByTestId('key-revoke-yes').click();
    await page.getByRole('heading', { name: 'Revoked' }).waitFor();
    await expect(bot.switches()).rejects.toMatchObject({ status: 401 });
  });

  test('a subscriber is made, tried out, changed, turned off and on, and deleted', async () => {
    const consumer = await Consumer.start();
    await goTo('subscribers/new');
    await page.getByTestId('subscriber-url').fill(consumer.url);
    await page.getByTestId('subscriber-create').click();
    consumer.secret = (await page.getByTestId('subscriber-secret-value').textContent()) ?? '';
    await page.getByTestId('subscriber-test').click();
    await says(/It works/);
    expect(await page.getByTestId('subscriber-answer').textContent()).toContain('answered 204');
    consumer.answer = () => 500;
    await page.getByTestId('subscriber-test').click();
    await says(/It did not work/);
    expect(await page.getByTestId('subscriber-answer').textContent()).toContain('answered 500');
    consumer.answer = () => 204;

    await page.getByTestId('subscriber-secret-done').click();
    await page.getByTestId('subscriber-own').check();
    await page.getByTestId('subscriber-save').click();
    const id = page.url().split('/').at(-1) ?? '';
    await until(async () => (await stage.world.nightdesk.subscriberActions.get(id)).includeOwn);
    await until(() => page.getByTestId('subscriber-save').isDisabled());
    expect(await stage.person.fitsPhone('settings-subscriber')).toBe(true);

    await page.getByTestId('subscriber-rotate').click();
    await page.getByTestId('subscriber-rotate-yes').click();
    const rotated = await page.getByTestId('subscriber-rotated-value').textContent();
    expect(rotated).not.toBe(consumer.secret);
    // Either secret verifies a delivery meanwhile.
    await page.getByTestId('subscriber-test').click();
    await says(/It works/);
    await page.getByTestId('subscriber-rotated-done').click();

    await page.getByTestId('subscriber-disable').click();
    await page.getByTestId('subscriber-disable-yes').click();
    await page.getByTestId('subscriber-state').getByText('Disabled').waitFor();
    await page.getByTestId('subscriber-enable').click();
    await page.getByTestId('subscriber-enable-yes').click();
    await page.getByTestId('subscriber-state').getByText('Active').waitFor();

    await page.getByTestId('subscriber-delete').click();
    await page.getByTestId('subscriber-delete-yes').click();
    await page.waitForURL(/subscribers$/);
    await expect(stage.world.nightdesk.subscriberActions.get(id)).rejects.toMatchObject({ status: 404 });
  });

  test('what happened is sent again, and deliveries are listed by their state', async () => {
    const [{ id } = { id: '' }] = await stage.world.nightdesk.subscribers();
    stage.world.customerWrites('Is anybody there?');
    await stage.world.events('ticket.created');
    await goTo(`subscribers/${id}`);
    await page.locator('[data-testid=delivery][data-state=delivered]').first().waitFor();
    const before = stage.world.consumer.deliveries.length;
    await page.getByTestId('replay-since').fill('2026-01-01T00:00');
    await page.getByTestId('replay-events').click();
    await page.getByTestId('replay-events-yes').click();
    await page.getByTestId('replayed').waitFor();
    await until(() => stage.world.consumer.deliveries.length > before, 30_000);
    await page.getByText('Dead', { exact: true }).click();
    await says('Nothing is dead');
    expect(page.url()).toContain('deliveries=dead');
  });

  test('a switch says what it stops before it is pressed, is told everywhere, and released', async () => {
    await goTo('switches');
    const row = page.locator('[data-testid=turn][data-name=writes]');
    await row.getByText('Tickets are still read').waitFor();
    await row.getByTestId('turn-off').click();
    expect(await row.getByTestId('turn-submit').isDisabled()).toBe(true);
    await row.getByTestId('turn-reason').fill('Fire drill');
    await page.keyboard.press('Enter');
    await row.getByText(`Fire drill · since`).waitFor();
    expect(await row.textContent()).toContain(stage.world.environment['ADMIN_EMAIL']);
    expect((await stage.world.nightdesk.switches()).map(({ name }) => name)).toEqual(['writes']);
    expect(await stage.person.fitsPhone('settings-switches')).toBe(true);
    await row.getByTestId('turn-on').click();
    await row.getByTestId('turn-off').waitFor();
    expect(await stage.world.nightdesk.switches()).toEqual([]);

    const one = page.locator(`[data-testid=turn][data-name=${account}]`);
    await one.getByTestId('turn-off').click();
    await one.getByTestId('turn-reason').fill('Moving house');
    await one.getByTestId('turn-submit').click();
    await one.getByTestId('turn-on').click();
    await until(async () => (await stage.world.nightdesk.account(account)).state === 'live');
  });

  test('the audit log tells in plain words who did what, and its filter is in the address', async () => {
    await goTo('audit?action=switch.');
    const lines = page.getByTestId('audit-line');
    await lines.first().waitFor();
    expect(await lines.count()).toBe(2);
    expect(await lines.nth(1).textContent()).toContain('switched off all writes: Fire drill');
    await lines.nth(1).locator('summary').click();
    await lines.nth(1).getByText('switch.set').waitFor();
    await page.getByTestId('audit-subject').fill('nothing');
    await says('No line fits this filter');
    expect(page.url()).toContain('subject=nothing');
    await goTo('audit');
    await lines.first().waitFor();
    expect(await stage.person.fitsPhone('settings-audit')).toBe(true);
  });

  test('a viewer is invited by a link, sees no actions and no places of operators, and is signed out at once', async () => {
    await goTo('people');
    await page.getByTestId('person-new').click();
    await page.getByTestId('person-email').fill('vera@example.com');
    await page.getByTestId('person-invite').click();
    const link = (await page.getByTestId('person-link-value').textContent()) ?? '';
    expect(await stage.person.fitsPhone('settings-people')).toBe(true);

    const vera = await stage.stranger();
    await vera.goto(link);
    await says('vera@example.com', vera);
    await vera.getByTestId('choose-password').fill('short');
    expect(await vera.getByTestId('choose-submit').isDisabled()).toBe(true);
    await vera.getByTestId('choose-password').fill(password);
    await vera.getByTestId('choose-submit').click();
    await vera.getByRole('link', { name: 'Settings' }).click();
    await vera.waitForURL(/settings\/switches/);
    await vera.locator('[data-testid=turn][data-name=writes]').waitFor();
    expect(await vera.getByTestId('turn-off').count()).toBe(0);
    const places = await vera
      .getByRole('navigation', { name: 'Settings' })
      .getByRole('link')
      .allTextContents();
    expect(places).toEqual(['Switches', 'Audit log', 'Your password']);
    await goTo('audit', vera);
    await vera.getByTestId('audit-line').first().waitFor();
    await goTo('people', vera);
    await says('For operators', vera);

    await goTo('people');
    const row = page.locator('[data-testid=person][data-email="vera@example.com"]');
    await row.getByTestId('person-change').click();
    await row.getByTestId('person-sign-out').click();
    await row.getByTestId('person-sign-out-yes').click();
    await says(/You were signed out because an operator ended all your sessions/, vera);
    await vera.goto(link);
    await vera.getByTestId('password-link-over').waitFor();

    await row.getByTestId('person-remove').click();
    await row.getByTestId('person-remove-yes').click();
    await row.waitFor({ state: 'detached' });
    const me = page.locator(`[data-testid=person][data-email="${stage.world.environment['ADMIN_EMAIL']}"]`);
    await me.getByTestId('person-change').click();
    await me.getByTestId('person-remove').click();
    await me.getByTestId('person-remove-yes').click();
    await says('This is the last operator who can log in');
  });

  test('one’s own password is changed with the present one', async () => {
    await goTo('password');
    await page.getByTestId('own-current').fill('not it');
    await page.getByTestId('own-next').fill(password);
    await page.getByTestId('own-submit').click();
    await says('That is not your current password');
    await page.getByTestId('own-current').fill(stage.world.environment['ADMIN_PASSWORD'] ?? '');
    await page.getByTestId('own-submit').click();
    await page.getByTestId('own-changed').waitFor();
    expect(await stage.person.fitsPhone('settings-password')).toBe(true);
  });
});

describeInBrowser('the first start', () => {
  let database: TestDatabase;
  let api: Service;
  let browser: Browser;
  let url: string;

  beforeAll(async () => {
    database = await cloneTemplate();
    browser = await openBrowser();
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const environment = { DATABASE_URL: database.url, PORT: String(port), PUBLIC_URL: url, KEY_RING };
    api = new Service('apps/api/src/main.ts', environment, `${url}/readyz`);
    await api.start();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await api?.stop();
    await database?.drop();
  });

  test('the page makes the first operator by the code from the log, and afterwards asks for a login', async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await page.goto(url);
    await page.getByTestId('setup-code').fill('ABCD-EFGH-JKLM');
    await page.getByTestId('setup-email').fill('ada@example.com');
    await page.getByTestId('setup-password').fill(password);
    await page.getByTestId('setup-submit').click();
    await page.getByText('That is not the code').waitFor();
    await page.screenshot({ path: 'coverage/screenshots/set-up-phone.png', fullPage: true });
    const [, code = ''] = /with the code ([A-Z0-9-]+)/.exec(api.said) ?? [];
    // As people type it.
    await page.getByTestId('setup-code').fill(code.toLowerCase().replaceAll('-', ' '));
    await page.getByTestId('setup-submit').click();
    await page.getByText('No helpdesk is connected yet').waitFor();

    const other = await browser.newPage();
    await other.goto(url);
    await other.getByTestId('login-email').fill('ada@example.com');
    await other.getByTestId('login-password').fill(password);
    await other.getByTestId('login-submit').click();
    await other.getByText('No helpdesk is connected yet').waitFor();
  });

  test('the api explains itself on a page, which asks nothing of other hosts and runs under a strict policy', async () => {
    const page = await browser.newPage({ colorScheme: 'dark' });
    const hosts = new Set<string>();
    const complaints: string[] = [];
    page.on('request', (request) => hosts.add(new URL(request.url()).origin));
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${url}/v1/docs`);
    await page.getByText('Changes of tickets: asked for once').click();
    await page.getByText('Asks for changes of a ticket').click();
    await page.getByText('New for each thing that is to be done').waitFor();
    await page.screenshot({ path: 'coverage/screenshots/api-docs-dark.png' });
    expect(await page.locator('html').getAttribute('class')).toBe('dark-mode');
    expect([...hosts].filter((origin) => origin !== 'null')).toEqual([url]);
    expect(complaints).toEqual([]);
  });
});
