import { type Browser, chromium } from 'playwright-core';
import { findChromium } from './chromium.mjs';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Without Chromium the tests are shown as skipped; in CI they fail, because there nobody would notice. */
export function describeInBrowser(title: string, tests: () => void): void {
  if (findChromium()) describe(title, tests);
  else if (process.env['CI']) test(title, () => failForWantOfChromium());
  else describe.skip(`${title}: skipped, Chromium is not installed`, tests);
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium() ?? '', args: flags });
}

function failForWantOfChromium(): never {
  throw new Error(
    'Chromium is not installed: CI must run the tests in the browser (apt-get install chromium).',
  );
}
