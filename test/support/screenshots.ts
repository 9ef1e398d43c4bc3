import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { builtPrograms } from '../drill/built.mjs';
import { openBrowser } from './browser.js';
import { cloneTemplate } from './database.js';
import { DurablePostgres } from './durable-postgres.js';
import { Person } from './person.js';
import { seedDesk } from './seeded-desk.js';
import { until } from './until.js';
import { World } from './world.js';

/**
 * `npm run screenshots`: starts an installation with the sandbox, gives it a day's work and one account in trouble, and takes
 * the README's pictures of overview, account (all of it), account in trouble, and timeline: wide and on a phone, light and dark. `--into FOLDER` puts them
 * elsewhere than docs/images.
 */
const { values } = parseArgs({ options: { into: { type: 'string', default: 'docs/images' } } });
const sizes = { wide: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

const programs = await builtPrograms();
if (programs === null) {
  console.error('The build is not current: run npm run build first.');
  process.exit(2);
}
process.env['TEST_PROGRAMS'] = programs;
await mkdir(values.into, { recursive: true });
const postgres = await DurablePostgres.start();
const { url: databaseUrl } = await cloneTemplate();
const world = await World.start({ databaseUrl, redis: undefined }, { LOG_LEVEL: 'warn' });
const browser = await openBrowser();
try {
  const { ADMIN_EMAIL = '', ADMIN_PASSWORD = '' } = world.environment;
  const { page } = await Person.logsIn(browser, world.url, ADMIN_EMAIL, ADMIN_PASSWORD);
  const desk = await seedDesk(world);
  const places = {
    overview: '/',
    account: `/accounts/${desk.accountId}`,
    trouble: `/accounts/${desk.refusedId}`,
    timeline: `/accounts/${desk.accountId}/tickets/${desk.ticketId}`,
  };
  // What drifts (budgets, completeness) is read every 15 s.
  const isRead = async () =>
    (await world.nightdesk.health.board()).accounts.some(({ budget }) => budget !== null);
  await until(isRead, 40_000);
  for (const [name, path] of Object.entries(places)) {
    await page.goto(`${world.url}${path}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
    await page.waitForLoadState('load');
    for (const [size, viewport] of Object.entries(sizes)) {
      await page.setViewportSize(viewport);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.locator(`[data-mantine-color-scheme=${colorScheme}]`).waitFor({ state: 'attached' });
        const file = `${values.into}/${name}-${size}-${colorScheme}.png`;
        await page.screenshot({ path: file, animations: 'disabled', fullPage: name === 'account' });
        console.log(file);
      }
    }
  }
} finally {
  await browser.close();
  await world.stop();
  await postgres.stop();
}
