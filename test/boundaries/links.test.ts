import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const skipped = new Set(['node_modules', 'dist', 'coverage', '.git', '.nightdesk', 'generated']);

function documents(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : documents(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** Of `[text](target)` and `![text](target)`: what is on this machine, without the place in the page. */
const targets = (text: string) =>
  [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)[^)]*\)/g)].map(([, target]) => target ?? '');

test('every link between documents leads somewhere', () => {
  const all = documents('.');
  expect(all.length).toBeGreaterThan(30);
  const dead = all.flatMap((path) =>
    targets(readFileSync(path, 'utf8'))
      .filter((target) => !existsSync(join(dirname(path), target)))
      .map((target) => `${path} → ${target}`),
  );
  expect(dead).toEqual([]);
});
