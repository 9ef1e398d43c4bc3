import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { PersonStage } from '../support/person-stage.js';
import { until } from '../support/until.js';

jest.setTimeout(90_000);

describeInBrowser('the page of an account', () => {
  let stage: PersonStage;
  let account: string;
  let ticket: string;
  let page: Page;

  beforeAll(async () => {
    stage = await PersonStage.start({ TICKET_FUSE_CHANGES: '2' });
    account = await stage.world.account();
    ticket = stage.world.customerWrites('It broke.');
    await stage.world.events('ticket.created');
    page = stage.person.page;
    await page.goto(`${stage.world.url}/accounts/${account}`);
  }, 120_000);
  afterAll(() => stage?.stop());

  const api = () => stage.world.nightdesk;
  const reply = async (body: string) => {
    const { id } = await api().submit(account, ticket, { steps: [{ kind: 'reply', body }] });
    return id;
  };

  test('calls of the last hour are drawn, and told in words and as a table', async () => {
    await page.getByTestId('calls-chart').waitFor();
    expect(await page.getByTestId('calls-rate').textContent()).toMatch(/^None of \d+ calls failed/);
    const drawn = page.locator('[data-testid=calls-chart] rect[data-part=calls]');
    expect(await drawn.count()).toBeGreaterThanOrEqual(60);
    expect(await page.getByTestId('calls-chart').getAttribute('aria-label')).toContain('Half took less than');
    await page.getByTestId('calls-as-table').focus();
    await page.keyboard.press('Enter');
    const rows = page.getByTestId('calls-table').locator('tbody tr');
    await rows.first().waitFor();
    const { data } = await api().figures(account);
    await until(async () => (await rows.count()) >= data.length);
    const shown = await rows.allTextContents();
    expect(shown.some((row) => row.includes('Write'))).toBe(true);
    expect(await stage.person.fitsPhone('account-calls')).toBe(true);
  });

  test('a call that fails is seen without a reload', async () => {
    stage.control.fault({ platform: 'zendesk', site: 'acme', kind: '503', match: { method: 'GET' } });
    await api().ticket(account, ticket, { fresh: true });
    await page.getByText(/^\d+\.\d % of \d+ calls failed/).waitFor();
    await until(
      async () => !(await page.getByTestId('calls-rate').textContent())?.startsWith('None'),
      30_000,
    );
  });

  test('round trips on a sandbox ticket are set up, told with their share and the last one, and stopped', async () => {
    const card = page.getByTestId('synthetic-check');
    const ticketId = stage.world.customerWrites('For checks only.');
    await page.getByTestId('synthetic-edit').click();
    await page.getByTestId('synthetic-ticket').fill(ticketId);
    await page.getByTestId('synthetic-slo').fill('900');
    await page.getByText('Less than the time between two').waitFor();
    expect(await page.getByTestId('synthetic-save').isDisabled()).toBe(true);
    await page.getByTestId('synthetic-slo').fill('60');
    expect(await stage.person.fitsPhone('account-synthetic-form')).toBe(true);
    await page.getByTestId('synthetic-save').click();
    await card.getByText('No round trip has ended yet').waitFor();
    await until(async () => (await api().syntheticChecks.get(account)).runs.length > 0, 40_000);
    await card.getByText('100 % of 1 round trip in 24 h took at most 1 min').waitFor();
    expect(await card.textContent()).toMatch(/The last, .*: [\d.]+ m?s/);
    expect(await stage.person.fitsPhone('account-synthetic')).toBe(true);
    await page.getByTestId('synthetic-stop').click();
    await card.waitFor({ state: 'detached' });
    expect((await api().syntheticChecks.get(account)).plan).toBeNull();
  });

  test('a frozen ticket is told with its reason, and released once asked', async () => {
    expect(await page.getByTestId('frozen-ticket').count()).toBe(0);
    for (const body of ['One.', 'Two.', 'Three.']) {
      const id = await reply(body);
      await until(async () => (await api().operation(id)).state === 'confirmed');
    }
    const frozen = page.locator(`[data-testid=frozen-ticket][data-ticket="${ticket}"]`);
    await frozen.waitFor();
    expect(await frozen.textContent()).toContain('3 changes of ours');
    const waiting = await reply('Four.');
    expect(await stage.person.fitsPhone('account-frozen')).toBe(true);
    await page.getByTestId('release-ticket').click();
    await page.getByTestId('release-ticket-yes').click();
    await frozen.waitFor({ state: 'detached' });
    await until(async () => (await api().operation(waiting)).state === 'confirmed');
  });

  test('the live share is set by steps, and an account in shadow mode says why', async () => {
    const share = page.getByTestId('live-share');
    await share.getByText('Operations go out on all tickets.').waitFor();
    expect(await page.getByTestId('live-share-save').isDisabled()).toBe(true);
    await page.getByTestId('live-share-field').selectOption('25');
    await page.getByTestId('live-share-save').click();
    await share.getByText('more than 5 % of those that ended within an hour failed').waitFor();
    expect(await api().account(account)).toMatchObject({ liveShare: 25 });
    // Somebody else, elsewhere: the page hears of it.
    await api().changeAccount(account, { liveShare: 0 });
    await share.getByText('Shadow mode: operations are recorded, and none is sent.').waitFor();
    expect(await page.getByTestId('shadow-reason').textContent()).toContain('An operator set it');
    expect(await stage.person.fitsPhone('account-shadow')).toBe(true);
  });
});
