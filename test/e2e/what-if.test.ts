import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { PersonStage } from '../support/person-stage.js';
import { until } from '../support/until.js';

jest.setTimeout(90_000);

describeInBrowser('trying out other limits', () => {
  let stage: PersonStage;
  let account: string;
  let page: Page;

  beforeAll(async () => {
    stage = await PersonStage.start({});
    account = await stage.world.account();
    page = stage.person.page;
  }, 120_000);
  afterAll(() => stage?.stop());

  const verdict = () => page.getByTestId('what-if-verdict').textContent();
  const asked = () => Object.fromEntries(new URL(page.url()).searchParams);

  test('from the ceiling of an account, through made-up writes, to figures side by side under an address of their own', async () => {
    await page.goto(`${stage.world.url}/accounts/${account}`);
    await page.getByTestId('ceiling-what-if').click();
    await page.waitForURL(`**/accounts/${account}/what-if`);
    await page.getByTestId('what-if-empty').getByText('No write arrived in the last 24 hours').waitFor();
    await page.getByTestId('what-if-made-up').click();
    await page.getByTestId('what-if-outcomes').waitFor();
    expect(asked()).toEqual({ writesPerHour: '60' });
    expect(await verdict()).toBe('99 % of the writes wait not at all.');

    // 40 writes a minute do not fit under a tenth of 200 calls.
    await page.getByTestId('what-if-writesPerHour').fill('2400');
    await page.getByTestId('what-if-limit').fill('200');
    await page.getByTestId('what-if-ceiling').fill('10');
    await page.getByTestId('what-if-ceiling').press('Enter');
    await page.getByTestId('what-if-row-p99').and(page.locator('[data-change=worse]')).waitFor();
    expect(asked()).toEqual({ ceiling: '10', limit: '200', writesPerHour: '2400' });
    expect(await verdict()).toMatch(
      /^99 % of the writes would wait at most .+; as things are it is not at all\.$/,
    );
    await page.getByTestId('what-if-chart').locator('svg path').first().waitFor();
    expect(await stage.person.fitsPhone('what-if')).toBe(true);

    const shown = await page.getByTestId('what-if-row-waiting').textContent();
    await page.reload();
    await page.getByTestId('what-if-outcomes').waitFor();
    expect(await page.getByTestId('what-if-row-waiting').textContent()).toBe(shown);
  });

  test('a slider is turned by keys, and keeps the focus', async () => {
    await page.goto(`${stage.world.url}/accounts/${account}/what-if?writesPerHour=60`);
    await page.getByTestId('what-if-outcomes').waitFor();
    const slider = page.getByRole('slider', { name: 'Ceiling' });
    await slider.focus();
    for (const percent of [76, 77, 78]) {
      await page.keyboard.press('ArrowRight');
      await until(() => asked()['ceiling'] === String(percent));
    }
    expect(await slider.getAttribute('aria-valuenow')).toBe('78');
    await page.getByTestId('what-if-ceiling').fill('3');
    await page.getByText('Use 5 to 100.').waitFor();
    expect(asked()['ceiling']).toBe('78');
  });

  test('the ceiling that was tried out is applied once asked, and holds for the account', async () => {
    await page.goto(
      `${stage.world.url}/accounts/${account}/what-if?writesPerHour=60&ceiling=85&writeFactor=2`,
    );
    await page.getByTestId('what-if-apply').click();
    await page.getByTestId('what-if-apply-yes').click();
    await page.getByTestId('what-if-applied').waitFor();
    expect((await stage.world.nightdesk.account(account)).ceiling).toMatchObject({
      ratio: 0.85,
      from: 'account',
    });
    const [change] = await page.getByTestId('what-if-applied').allTextContents();
    expect(change).toContain('85 %');
  });
});
