import { type Browser, chromium } from 'playwright-core';
import { findChromium } from './chromium.mjs';
import { describeWhere } from './where.js';

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

export function describeInBrowser(title: string, tests: () => void): void {
  describeWhere(findChromium() !== undefined, title, 'Chromium is not installed', tests);
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium() ?? '', args: flags });
}
