import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ours = ['apps', 'libs', 'examples', 'prisma', 'test'];
const source = /\.(ts|tsx|mjs|js)$/;

/** Every source file that people wrote, relative to the project. */
const files = ours
  .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && source.test(entry.name) && !entry.parentPath.includes('generated'))
  .map((entry) => join(entry.parentPath, entry.name));

const textOf = (file: string) => readFileSync(file, 'utf8');

/** `libs/accounts`, `libs/platform/clock` … */
const libs = [
  ...new Set(
    files
      .filter((file) => file.startsWith('libs/'))
      .map((file) => file.replace(/\/(testing\/)?src\/.*$/, '')),
  ),
];

test('imports go down the table of .dependency-cruiser.js, without a cycle', () => {
  const entry = 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs';
  const flags = ['--config', '.dependency-cruiser.js', '--output-type', 'err-long'];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [entry, ...flags, 'apps', 'libs', 'examples'],
    {
      encoding: 'utf8',
    },
  );
  // What it prints names the file and says what to do; it is the failure's text.
  expect({ status, said: stdout + stderr }).toEqual({
    status: 0,
    said: expect.stringContaining('no dependency violations'),
  });
}, 60_000);

test('no file is longer than 300 lines', () => {
  const long = files.filter((file) => textOf(file).split('\n').length > 301);
  expect(long).toEqual([]);
});

test('only the configuration, the programs that start others, and tests read the environment', () => {
  const allowed = [
    'libs/platform/config/',
    'apps/standalone/',
    'apps/sandbox/src/main.ts',
    'examples/',
    'prisma/',
    'test/',
  ];
  const readers = files.filter(
    (file) => /process\s*\.\s*env\b/.test(textOf(file)) && !allowed.some((place) => file.startsWith(place)),
  );
  expect(readers).toEqual([]);
});

test('every lib has one entrance and says what it owns', () => {
  const bare = libs.filter(
    (lib) => !existsSync(join(lib, 'src', 'index.ts')) || !existsSync(join(lib, 'README.md')),
  );
  expect(bare).toEqual([]);
});

test('no folder is empty', () => {
  const folders = ['apps', 'libs'].flatMap((root) =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  expect(folders.filter((folder) => readdirSync(folder).length === 0)).toEqual([]);
});

test('no promise is left for later in a comment', () => {
  const marks = new RegExp(`\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')})\\b`);
  expect(files.filter((file) => marks.test(textOf(file)))).toEqual([]);
});

test('no test waits for nobody or is left out', () => {
  const tests = files.filter(
    (file) => /\.(spec|test)\.tsx?$/.test(file) && dirname(file) !== 'test/boundaries',
  );
  const bad = tests.filter((file) =>
    /\b(test|it|describe)\.(only|skip|todo)\b|\bx(it|describe|test)\(/.test(textOf(file)),
  );
  expect(bad).toEqual([]);
});
