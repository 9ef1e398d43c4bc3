import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { until } from './until.js';

/** To look at after a run. */
const pictures = 'coverage/screenshots';
const wide = { width: 1280, height: 900 };
const phone = { width: 375, height: 812 };

/** Somebody with a browser and a right to everything, and what such a person does on Nightdesk's pages. */
export class Person {
  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly url: string,
  ) {}

  static async logsIn(browser: Browser, url: string, email: string, password: string): Promise<Person> {
    const context = await browser.newContext({ viewport: wide, colorScheme: 'light' });
    context.setDefaultTimeout(20_000);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    await page.goto(url);
    await page.getByTestId('login-email').fill(email);
    await page.getByTestId('login-password').fill(password);
    await page.getByTestId('login-submit').click();
    await page.getByText('No helpdesk is connected yet').waitFor();
    return new Person(context, page, url);
  }

  /** Another tab, at a page of the platform. */
  async opens(address: string): Promise<Page> {
    const tab = await this.context.newPage();
    await tab.goto(address);
    return tab;
  }

  /** The connect form of a platform, with what is typed into its fields (by the ends of their test ids). */
  async fillsConnect(platform: string, fields: Readonly<Record<string, string>>): Promise<void> {
    const page = await this.inFront();
    await page.goto(`${this.url}/connect`);
    await page.locator(`[data-testid=connect-platform][data-platform=${platform}]`).check();
    await this.fills(fields);
  }

  async fills(fields: Readonly<Record<string, string>>): Promise<void> {
    const page = await this.inFront();
    for (const [name, value] of Object.entries(fields)) await page.getByTestId(`connect-${name}`).fill(value);
  }

  async chooses(testId: string): Promise<void> {
    await (await this.inFront()).getByTestId(testId).check();
  }

  async submits(): Promise<void> {
    await this.page.getByTestId('connect-submit').click();
  }

  /** Answers the platform's consent page, with some boxes unticked. */
  async allows(unticked: readonly string[] = []): Promise<void> {
    const allow = this.page.getByTestId('consent-allow');
    await allow.waitFor();
    for (const scope of unticked) await this.page.locator(`input[value="${scope}"]`).uncheck();
    await allow.click();
  }

  /** The flow ended at an account; answers its id. */
  async arrives(heading: string): Promise<string> {
    await this.page.waitForURL(/\/connect\/(?:done\?account=acc_|failed\?)/);
    const ended = new URL(this.page.url());
    if (ended.pathname === '/connect/failed') throw new Error(`the connect failed: ${ended.search}`);
    await this.page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
    return ended.searchParams.get('account') ?? '';
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  async seesState(word: string): Promise<void> {
    await this.page.getByTestId('account-state').getByText(word, { exact: true }).waitFor();
  }

  /** What the matrix says: `tickets-read`, `replies-write`, … and their verdicts as words. */
  async verdicts(): Promise<Record<string, string>> {
    const rows = this.page.locator('[data-verdict]');
    await rows.first().waitFor();
    const all = await rows.evaluateAll((found) =>
      found.map((row) => [row.getAttribute('data-testid'), row.getAttribute('data-verdict')]),
    );
    return Object.fromEntries(all.map(([name, verdict]) => [name?.replace('capability-', ''), verdict]));
  }

  /** Waits until the matrix says so. */
  async seesVerdict(capability: string, verdict: 'granted' | 'missing' | 'unknown'): Promise<void> {
    await this.page.locator(`[data-testid=capability-${capability}][data-verdict=${verdict}]`).waitFor();
  }

  /** The words beside one capability. */
  row(capability: string): Locator {
    return this.page.getByTestId(`capability-${capability}`);
  }

  async remedyOf(capability: string): Promise<string> {
    return (await this.page.getByTestId(`capability-remedy-${capability}`).textContent()) ?? '';
  }

  async checksAgain(): Promise<void> {
    await (await this.inFront()).getByTestId('check-again').click();
  }

  async opensAccount(accountId: string): Promise<void> {
    const page = await this.inFront();
    await page.goto(`${this.url}/accounts/${accountId}`);
    await page.getByTestId('account-state').waitFor();
  }

  /** Copies a value of the webhook's set-up by its button; answers what was copied. */
  async copies(label: string): Promise<string> {
    const page = await this.inFront();
    await page.getByRole('button', { name: `Copy ${label}`, exact: true }).click();
    await page.getByRole('button', { name: `${label} is copied` }).waitFor();
    return page.evaluate('navigator.clipboard.readText()');
  }

  /** Copies a value and pastes it into a field of another tab. */
  async carries(label: string, tab: Page, field: Locator): Promise<void> {
    const copied = await this.copies(label);
    await tab.bringToFront();
    await field.click();
    await tab.keyboard.press('ControlOrMeta+A');
    await tab.keyboard.press('ControlOrMeta+V');
    await until(async () => (await field.inputValue()) === copied);
  }

  /** Tab by Tab to an element, as without a mouse. */
  async tabsTo(testId: string, platform = ''): Promise<void> {
    const isThere = `(({ testid, platform }) => testid === '${testId}' && (platform ?? '') === '${platform}')(
      document.activeElement.dataset)`;
    for (let presses = 0; presses < 80; presses += 1) {
      await this.page.keyboard.press('Tab');
      if (await this.page.evaluate(isThere)) return;
    }
    throw new Error(`${testId} is not reached by the Tab key`);
  }

  /** Pictures of the page as it is, wide and light, and on a phone in the dark; true when nothing is cut off there. */
  async fitsPhone(name: string): Promise<boolean> {
    // A full picture of a page that is scrolled has its head in the middle.
    await this.page.evaluate('window.scrollTo(0, 0)');
    const shoot = (where: string) =>
      this.page.screenshot({ path: `${pictures}/${name}-${where}.png`, fullPage: true });
    await shoot('wide');
    await this.page.emulateMedia({ colorScheme: 'dark' });
    await this.page.setViewportSize(phone);
    // Charts follow the width a moment later.
    const fits = await this.page
      .waitForFunction('document.documentElement.scrollWidth <= window.innerWidth', null, { timeout: 5_000 })
      .then(
        () => true,
        () => false,
      );
    await shoot('phone-dark');
    await this.page.emulateMedia({ colorScheme: 'light' });
    await this.page.setViewportSize(wide);
    return fits;
  }

  /** Nightdesk's tab, looked at: a browser draws a tab behind another one every other second only. */
  private async inFront(): Promise<Page> {
    await this.page.bringToFront();
    return this.page;
  }
}
