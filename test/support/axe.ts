import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const source = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const sizes = { wide: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

/** Colours that are on their way from one scheme to the other are nobody's. */
const still = `(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*, *::before, *::after { transition: none !important; animation: none !important }');
  document.adoptedStyleSheets = [sheet];
})()`;

interface Violation {
  id: string;
  impact: string | null;
  help: string;
  nodes: { target: string[]; failureSummary: string }[];
}

/** Serious and critical findings of axe on a page as it is, in light and dark, wide and on a phone; one sentence each. */
export async function findings(page: Page): Promise<string[]> {
  const found: string[] = [];
  await page.evaluate(still);
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // The page follows the system's choice a moment later.
      await page.locator(`[data-mantine-color-scheme=${colorScheme}]`).waitFor({ state: 'attached' });
      await page.evaluate(source);
      const violations = await page.evaluate<Violation[]>(
        `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
      );
      found.push(...violations.filter(isGrave).map((one) => `${size} ${colorScheme}: ${sentence(one)}`));
    }
  }
  return found;
}

const isGrave = ({ impact }: Violation) => impact === 'serious' || impact === 'critical';

function sentence({ id, impact, help, nodes }: Violation): string {
  const where = nodes
    .slice(0, 3)
    .map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary})`);
  return `${impact} ${id}: ${help}, at ${nodes.length} places: ${where.join('; ')}`;
}
