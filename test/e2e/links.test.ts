import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import { describeInBrowser } from '../support/browser.js';
import { PersonStage } from '../support/person-stage.js';
import { until } from '../support/until.js';

jest.setTimeout(90_000);

const phone = { viewport: { width: 375, height: 812 }, colorScheme: 'dark' } as const;

describeInBrowser('connecting without a login', () => {
  let stage: PersonStage;
  let app: Server;
  let appUrl: string;
  let accountId: string;

  beforeAll(async () => {
    // The page of the automation that its customer comes from, and goes back to.
    app = createServer((_, response) => response.end('<h1>Welcome back</h1>'));
    await new Promise<void>((listening) => app.listen(0, '127.0.0.1', listening));
    appUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
    stage = await PersonStage.start({ CONNECT_RETURN_URLS: `${appUrl}/done` });
  }, 120_000);
  afterAll(async () => {
    await stage?.stop();
    app.close();
  });

  const links = () => stage.world.nightdesk.connectLinks;
  const overflows = 'document.documentElement.scrollWidth > window.innerWidth';

  test('a customer connects by a session link and lands on the return URL with the account', async () => {
    const made = await links().createSession({
      platform: 'zendesk',
      site: 'acme',
      returnUrl: `${appUrl}/done?customer=7`,
    });
    const page = await stage.stranger();
    await page.goto(made.url);
    await page.getByRole('heading', { level: 1, name: 'Connect Zendesk acme', exact: true }).waitFor();
    expect(await page.getByTestId('connect-site').count()).toBe(0);
    expect(await page.getByTestId('connect-platform').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Health' }).count()).toBe(0);
    await page.screenshot({ path: 'coverage/screenshots/link-session-wide.png', fullPage: true });
    await page.getByTestId('connect-admin-email').fill('ann@acme.example');
    await page.getByTestId('connect-submit').click();
    await page.getByTestId('consent-allow').click();
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
    const { searchParams } = new URL(page.url());
    accountId = searchParams.get('account') ?? '';
    expect(Object.fromEntries(searchParams)).toEqual({
      customer: '7',
      account: accountId,
      state: 'connected',
    });
    expect((await stage.world.nightdesk.account(accountId)).state).toBe('live');

    await page.goto(made.url);
    await page.getByRole('heading', { name: 'This link cannot be used' }).waitFor();
    expect(await page.getByTestId('link-ended').textContent()).toMatch(/done its work.*ask whoever sent it/);
    await page.screenshot({ path: 'coverage/screenshots/link-ended-wide.png', fullPage: true });
    await page.context().close();
  });

  test('a customer who changes his mind goes back with that said', async () => {
    const made = await links().createSession({ returnUrl: `${appUrl}/done` });
    const page = await stage.stranger(phone);
    await page.goto(made.url);
    await page.getByRole('heading', { level: 1, name: 'Connect your helpdesk', exact: true }).waitFor();
    await page.screenshot({ path: 'coverage/screenshots/link-open-phone-dark.png', fullPage: true });
    expect(await page.evaluate(overflows)).toBe(false);
    await page.getByTestId('connect-cancel').click();
    await page.waitForURL(`${appUrl}/done?state=cancelled&reason=cancelled`);
    await page.context().close();
  });

  test('an admin repairs the account on a phone, by the link that an operator copied, and what waited goes out', async () => {
    const { world, person } = stage;
    const ticketId = world.customerWrites('Where is my order?');
    await until(async () =>
      (await world.nightdesk.tickets(accountId)).data.some(({ id }) => id === ticketId),
    );
    stage.control.zendesk('acme').revokeTokens();
    await world.nightdesk.submit(accountId, ticketId, {
      steps: [{ kind: 'reply', body: 'It is on its way.' }],
    });
    await until(async () => (await world.nightdesk.account(accountId)).state === 'needs_reauth', 30_000);

    await person.opensAccount(accountId);
    await person.seesState('Needs reconnecting');
    await person.page.getByTestId('make-repair-link').click();
    const url = (await person.page.getByTestId('repair-link').locator('code').textContent()) ?? '';
    const page = await stage.stranger(phone);
    await page.goto(url);
    await page.getByRole('heading', { level: 1, name: 'Connect Zendesk acme again', exact: true }).waitFor();
    expect(await page.getByTestId('repair-waiting').textContent()).toMatch(/^1 change to tickets/);
    await page.screenshot({ path: 'coverage/screenshots/link-repair-phone-dark.png', fullPage: true });
    expect(await page.evaluate(overflows)).toBe(false);

    await page.getByTestId('connect-submit').click();
    await page.getByTestId('consent-deny').click();
    await page.getByRole('heading', { name: 'The helpdesk was not given access' }).waitFor();
    expect(await page.getByRole('link', { name: 'To the overview' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Try again' }).click();
    await page.getByTestId('connect-submit').click();
    await page.getByTestId('consent-allow').click();
    await page.getByRole('heading', { name: 'Thank you, the helpdesk is connected again' }).waitFor();
    await page.screenshot({ path: 'coverage/screenshots/link-thanks-phone-dark.png', fullPage: true });
    await page.context().close();
    await person.seesState('Live');
    await until(() => stage.control.zendesk('acme').ticket(Number(ticketId)).comments.length === 2, 30_000);
  });

  test('an operator disconnects it by typing its name, and is told that all was taken back', async () => {
    const { person } = stage;
    await person.opensAccount(accountId);
    await person.page.getByTestId('disconnect-account').click();
    const submit = person.page.getByTestId('disconnect-submit');
    await person.page.getByTestId('disconnect-site').fill('acm');
    expect(await submit.isDisabled()).toBe(true);
    await person.page.getByTestId('disconnect-site').fill('acme');
    expect(await person.fitsPhone('disconnect')).toBe(true);
    await submit.click();
    await person.seesState('Disconnected');
    await person.sees('Everything was taken back at the platform.');
    await person.sees(`Disconnected: by ${stage.world.environment['ADMIN_EMAIL']}.`);
    expect(stage.control.zendesk('acme').describe()).toMatchObject({ liveTokens: 0, webhooks: [] });
    expect(await person.fitsPhone('disconnected')).toBe(true);
  });
});
