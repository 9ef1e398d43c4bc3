import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const page = join(process.cwd(), 'dist/dashboard');
const read = (file: string) => readFileSync(join(page, file));

/** The script of the first page with everything that it imports before it runs; what is loaded on demand is left out. */
function initialScripts(): Set<string> {
  const found = new Set<string>();
  const follow = (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    const imports = read(file)
      .toString()
      .matchAll(/(?:^|[;}\s])(?:import|export)\s*(?:[\w$*{}\s,]+?from\s*)?["'](\.\/[^"']+\.js)["']/g);
    for (const [, path = ''] of imports) follow(join(dirname(file), path));
  };
  for (const [, path = ''] of read('index.html')
    .toString()
    .matchAll(/(?:src|href)="\/([^"]+\.js)"/g))
    follow(path);
  return found;
}

test('the script of the first page stays under 300 KB, gzipped', () => {
  const scripts = [...initialScripts()];
  expect(scripts.length).toBeGreaterThan(1);
  const bytes = scripts.map((file) => gzipSync(read(file)).length).reduce((sum, one) => sum + one, 0);
  expect(bytes).toBeLessThan(300_000);
});

test('the page is built with what the api sends compressed beside it', () => {
  for (const file of [...initialScripts()].filter((one) => one.startsWith('assets/')))
    if (read(file).length > 1_400) expect(read(`${file}.br`).length).toBeLessThan(read(file).length / 2);
});
