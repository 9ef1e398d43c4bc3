import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { PersonStage } from '../support/person-stage.js';
import { until } from '../support/until.js';

jest.setTimeout(90_000);

describeInBrowser('first aid on the page of an account', () => {
  let stage: PersonStage;
  let account: string;
  let ticket: string;
  let page: Page;

  beforeAll(async () => {
    stage = await PersonStage.start({});
    account = await stage.world.account();
    ticket = stage.world.customerWrites('It broke.');
    await stage.world.events('ticket.created');
    page = stage.person.page;
    await page.goto(`${stage.world.url}/accounts/${account}`);
  }, 120_000);
  afterAll(() => stage?.stop());

  const api = () => stage.world.nightdesk;
  const course = (act: string) => page.getByTestId(`${act}-course`);

  test('the budget is drawn as it was recorded, and the cursor tells its exact values', async () => {
    stage.control.zendesk('acme').foreignUse({ calls: 100 });
    await api().ticket(account, ticket, { fresh: true });
    const panel = page.locator('[data-testid=calls-chart] svg[data-panel=budget]');
    // What is recorded last of the minute is what the page shows at its next look.
    const seen = await until(async () => {
      const last = (await api().figures(account)).budget.at(-1);
      if (!last || last.foreign < 50) return null;
      const drawn = panel.locator(`rect[data-part=foreign][data-value="${last.foreign}"]`);
      return (await drawn.count()) > 0 ? last : null;
    }, 40_000);
    const parts = async (part: string) =>
      Number(await panel.locator(`rect[data-part=${part}]`).last().getAttribute('data-value'));
    expect((await parts('reads')) + (await parts('writes'))).toBe(seen.used);
    expect(await parts('reserve')).toBe(seen.reserve);
    const lines = async (part: string) =>
      Number(await panel.locator(`line[data-part=${part}]`).last().getAttribute('y1'));
    // The limit is above the ceiling by a quarter: 75 % of it may be used.
    const ground = 96;
    expect((ground - (await lines('ceiling'))) / (ground - (await lines('limit')))).toBeCloseTo(0.75, 2);
    const cursor = page.getByTestId('calls-cursor');
    await cursor.focus();
    const words = `${seen.used} of ${seen.ceiling} used in 1 min`;
    // The minute may have changed since.
    for (let back = 0; back < 3 && !(await cursor.getAttribute('aria-valuetext'))?.includes(words); back += 1)
      await page.keyboard.press('ArrowLeft');
    expect(await cursor.getAttribute('aria-valuetext')).toContain(words);
    expect(await page.getByTestId('calls-readout').textContent()).toContain(`${seen.foreign} by others`);
    await page.getByTestId('calls-as-table').click();
    const table = await page.getByTestId('calls-table').locator('tbody tr').allTextContents();
    expect(
      table.some((row) =>
        row.endsWith(`${seen.used}${seen.ceiling}${seen.limit}${seen.foreign}${seen.reserve}`),
      ),
    ).toBe(true);
    expect(await stage.person.fitsPhone('account-budget')).toBe(true);
  });

  test('the last day has an address of its own', async () => {
    await page.getByTestId('calls-span').getByText('Day').click();
    await page.waitForURL(/[?&]span=day/);
    await page.getByText('Calls in 15 minutes').waitFor();
    await page.reload();
    await page.getByText('Calls in 15 minutes').waitFor();
    await page.getByTestId('calls-span').getByText('Hour').click();
    await page.waitForURL((url) => !url.search.includes('span'));
  });

  test('a token is refreshed once asked, and the new end is told', async () => {
    await page.getByTestId('token-life').getByText('Next refresh in').waitFor();
    await page.getByTestId('act-refresh').click();
    await page.getByTestId('act-refresh-yes').click();
    await course('act-refresh').getByText('Refreshed. It ends in').waitFor();
    await page.getByText('Last refresh', { exact: true }).waitFor();
  });

  test('a sweep begins at once, and its end is told', async () => {
    const before = await until(() =>
      api()
        .sweeps(account)
        .catch(() => null),
    );
    await page.getByTestId('act-sweep').click();
    await course('act-sweep').getByText('Swept').waitFor({ timeout: 40_000 });
    const { incremental } = await api().sweeps(account);
    expect(incremental.lastAt).not.toBe(before.incremental.lastAt);
    await page.getByTestId('act-sweep-all').click();
    await course('act-sweep-all').getByText('open tickets seen').waitFor({ timeout: 40_000 });
  });

  test('the webhook is made anew once asked', async () => {
    const hooks = stage.world.sandbox.world.zendesk.get('acme')!.webhooks;
    const [before] = hooks.keys();
    await page.getByTestId('act-recreate').click();
    await page.getByTestId('act-recreate-yes').click();
    await course('act-recreate').getByText('It is there and active.').waitFor();
    expect([...hooks.keys()]).toHaveLength(1);
    expect([...hooks.keys()]).not.toContain(before);
  });

  test('everything is looked over at once, with a tick for each', async () => {
    await page.getByTestId('act-examine').click();
    await course('act-examine').getByText('Nothing is wrong.').waitFor();
    for (const name of ['credential', 'clock', 'rights', 'budget', 'webhook', 'sweep', 'subscriber'])
      expect(await page.getByTestId(`check-${name}`).getAttribute('data-state')).toBe('fine');
    expect(await stage.person.fitsPhone('account-examined')).toBe(true);
  });

  test('the lanes say why their work waits, and lead to the operation', async () => {
    const match = { method: 'PUT' } as const;
    stage.control.fault({ platform: 'zendesk', site: 'acme', kind: '429', retryAfter: 45, match });
    const reply = (body: string) => api().submit(account, ticket, { steps: [{ kind: 'reply', body }] });
    const [first, second] = [await reply('One.'), await reply('Two.')];
    const lane = page.getByTestId('lane-write');
    const budget = lane.locator('[data-testid=lane-item][data-why=budget]');
    await budget.waitFor();
    expect(await budget.textContent()).toMatch(/Budget: .* budget is used up\. Goes on in \d+ s/);
    const behind = lane.locator('[data-testid=lane-item][data-why=behind]');
    await behind.waitFor();
    expect(await behind.getByRole('link', { name: 'See it' }).getAttribute('href')).toBe(
      `/operations/${first.id}`,
    );
    expect(await behind.getByRole('link', { name: 'reply' }).getAttribute('href')).toBe(
      `/operations/${second.id}`,
    );
    expect(await stage.person.fitsPhone('account-lanes')).toBe(true);
    await api().pauseAccount(account, 'the night shift');
    await lane.getByText('The whole lane is stopped: ').waitFor();
    await lane.locator('[data-testid=lane-item][data-why=account]').first().waitFor();
    await api().cancel(first.id);
    await api().cancel(second.id);
    await lane.getByText('Nothing waits.').waitFor();
    await api().resumeAccount(account);
  });

  test('shadow mode is one click away, and is offered no more when it is on', async () => {
    await page.getByTestId('act-shadow').click();
    await page.getByTestId('act-shadow-yes').click();
    await until(async () => (await api().account(account)).liveShare === 0);
    await page.getByTestId('act-shadow').waitFor({ state: 'detached' });
  });
});
