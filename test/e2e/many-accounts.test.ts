import { readFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import pg from 'pg';
import type { Locator, Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { seedAccounts } from '../support/many-accounts.js';
import { PersonStage } from '../support/person-stage.js';
import { until } from '../support/until.js';

jest.setTimeout(90_000);

const thousand = 1_000;

describeInBrowser('the overview of a thousand accounts', () => {
  let stage: PersonStage;
  let sql: pg.Client;
  let page: Page;

  beforeAll(async () => {
    stage = await PersonStage.start({});
    await stage.world.worker.stop();
    sql = new pg.Client({ connectionString: stage.world.environment['DATABASE_URL'] });
    await sql.connect();
    await seedAccounts((text) => sql.query(text), thousand);
    await workerLives('1 hour');
    page = stage.person.page;
  }, 120_000);
  afterAll(async () => {
    await sql?.end();
    await stage?.stop();
  });

  /** Nobody works behind these accounts, which is no trouble here but where a test is about it. */
  const workerLives = (until: string) =>
    sql.query(
      `INSERT INTO processes VALUES ('prc_1', 'worker', 'desk-1', 1, '1', now(), now() + $1::interval)
       ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at`,
      [until],
    );
  const goes = async (query = '') => {
    await page.goto(`${stage.world.url}/${query}`);
    await rows().first().waitFor();
  };
  const rows = (): Locator => page.getByTestId('account-row');
  const rowOf = (id: string) => page.locator(`[data-testid=account-row][data-account=${id}]`);
  const shown = async () => Number(await page.getByTestId('accounts-shown').getAttribute('data-shown'));
  const violations = async () => {
    await page.evaluate(readFileSync('node_modules/axe-core/axe.min.js', 'utf8'));
    return page.evaluate<string[]>(
      `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'] })
        .then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
    );
  };
  const address = () => new URL(page.url()).searchParams.toString();

  test('the first content comes within a second, nothing jumps, and only rows in sight are drawn', async () => {
    await page.addInitScript(`
      window.shifts = 0;
      new PerformanceObserver((list) => {
        for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts += one.value;
      }).observe({ type: 'layout-shift', buffered: true });`);
    await goes();
    await page.getByText('60 of 1,000 accounts need you.').waitFor();
    const paint = await page.evaluate<number>(
      `performance.getEntriesByName('first-contentful-paint')[0].startTime`,
    );
    expect(paint).toBeLessThan(1_000);
    expect(await page.evaluate<number>('window.shifts')).toBeLessThan(0.2);
    expect(await rows().count()).toBeLessThan(60);
    expect(await page.getByTestId('system-trouble').count()).toBe(0);
    expect(await violations()).toEqual([]);
    expect(await stage.person.fitsPhone('many-accounts')).toBe(true);
  });

  test('what is wrong comes first, with account and cause in words', async () => {
    await goes();
    expect(await rows().first().textContent()).toMatch(
      /customer-00007 · FreshdeskThe platform says that the token was revoked\.\s*Connect it again\./,
    );
    await goes('?q=customer-00011');
    expect(await rows().first().textContent()).toMatch(/In trouble.*The oldest write has waited \d+ min/);
  });

  test('search, filters and order stand in the address, and come back from there', async () => {
    await goes();
    await page.keyboard.press('/');
    await page.keyboard.type('revoked freshdesk');
    await until(async () => (await shown()) === 7);
    await page.getByTestId('accounts-all').click();
    await page.getByTestId('accounts-filter-suspended').click();
    await page.getByTestId('accounts-filter-platform-intercom').click();
    await page.getByTestId('accounts-sort-account').click();
    await page.getByTestId('accounts-sort-account').click();
    await until(async () => (await shown()) === 3);
    expect(address()).toBe('state=suspended&platform=intercom&sort=-account');
    const order = () => rows().evaluateAll((all) => all.map((row) => row.getAttribute('data-account')));
    expect(await order()).toEqual(['acc_00713', 'acc_00413', 'acc_00113']);
    await goes('?state=suspended&platform=intercom&sort=-account');
    expect(await order()).toEqual(['acc_00713', 'acc_00413', 'acc_00113']);
    await page.getByTestId('accounts-search').fill('nobody is like this');
    await page.getByText('No account is like that.').waitFor();
  });

  test('arrows go from row to row, End to the last, and Enter to the account', async () => {
    await goes('?sort=account');
    await rows().first().getByTestId('account-link').focus();
    const focused = () =>
      page.evaluate<string | undefined>(
        `document.activeElement.closest('[data-account]')?.dataset.account ?? document.activeElement.tagName`,
      );
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('j');
    await until(async () => (await focused()) === 'acc_00003');
    await page.keyboard.press('k');
    await until(async () => (await focused()) === 'acc_00002');
    await page.keyboard.press('End');
    await until(async () => (await focused()) === 'acc_01000');
    await page.keyboard.press('Home');
    await until(async () => (await focused()) === 'acc_00001');
    await page.keyboard.press('ArrowRight');
    await page.locator('[data-testid=account-details][data-account=acc_00001]').getByText('Lanes').waitFor();
    expect(address()).toBe('sort=account&open=acc_00001');
    await page.keyboard.press('ArrowLeft');
    await page.getByTestId('account-details').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/accounts\/acc_00001$/);
  });

  test('scrolling through all of them drops few frames', async () => {
    await goes();
    const box = (await page.getByTestId('accounts-scroller').boundingBox())!;
    await page.mouse.move(box.x + 300, box.y + 300);
    await page.evaluate(`
      window.frames_ = [];
      let last = performance.now();
      const tick = (now) => { window.frames_.push(now - last); last = now; requestAnimationFrame(tick); };
      requestAnimationFrame(tick);`);
    for (let turns = 0; turns < 60; turns += 1) await page.mouse.wheel(0, 1_000);
    await rowOf('acc_01000').or(rows().last()).waitFor();
    const frames = (await page.evaluate<number[]>('window.frames_')).slice(2);
    const scrolled = await page
      .getByTestId('accounts-scroller')
      .evaluate((box) => (box as { scrollTop: number }).scrollTop);
    expect(scrolled).toBeGreaterThan(30_000);
    const long = frames.filter((ms) => ms > 50).length;
    // Measured: none of 60, the longest 17 ms; one in eight on a machine with load 15.
    expect(long / frames.length).toBeLessThan(0.3);
    expect(await rows().count()).toBeLessThan(60);
  });

  test('an account that falls is seen in its row and in the numbers without a reload', async () => {
    await goes('?q=customer-00500');
    await rowOf('acc_00500').getByText('Live', { exact: true }).waitFor();
    await sql.query(
      `UPDATE accounts SET state = 'needs_reauth', cause = 'grant_refused', reason = 'Somebody took the rights away.',
              remedy = 'Connect it again.', state_since = now() WHERE id = 'acc_00500'`,
    );
    await rowOf('acc_00500').getByText('Somebody took the rights away.').waitFor({ timeout: 5_000 });
    await page.getByText('61 of 1,000 accounts need you.').waitFor();
  });

  test('without a worker every page says so, with the remedy, and no more once there is one', async () => {
    await workerLives('-1 minute');
    await page.goto(`${stage.world.url}/accounts/acc_00500`);
    const trouble = page.locator('[data-testid=system-trouble][data-cause=no_worker]');
    await trouble.waitFor({ timeout: 30_000 });
    expect(await trouble.textContent()).toMatch(/No worker is running.*on desk-1.*Start a worker/s);
    await workerLives('1 hour');
    await trouble.waitFor({ state: 'detached', timeout: 30_000 });
  });

  test('an api that does not answer is told on the page', async () => {
    await goes();
    await stage.world.api.stop();
    await page.locator('[data-testid=system-trouble][data-cause=unreachable]').waitFor({ timeout: 40_000 });
    expect(await stage.person.fitsPhone('many-accounts-unreachable')).toBe(true);
    // What is sealed here is no real secret, and an api looks at that when it starts.
    await sql.query('DELETE FROM credentials; DELETE FROM webhooks');
    await stage.world.api.start();
    await page.getByTestId('system-trouble').waitFor({ state: 'detached', timeout: 40_000 });
  });
});
