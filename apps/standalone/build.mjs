/**
 * Builds what changed since the last build: `npm run build`, `npm start` and `npm test` come through here. Plain
 * JavaScript, because nothing is built when it runs. Whether something changed is decided by content: a checkout gives
 * every file a new time.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const stampFile = join(root, 'dist', '.built.json');
const configuration = ['package-lock.json', 'tsconfig.json'];

const steps = [
  {
    name: 'database client',
    from: ['prisma/schema.prisma', 'package-lock.json', 'prisma.config.ts'],
    makes: 'libs/platform/database/src/generated/client.ts',
    command: ['node_modules/prisma/build/index.js', 'generate'],
  },
  {
    name: 'programs',
    after: 'database client',
    from: [
      ...configuration,
      'tsconfig.build.json',
      'nest-cli.json',
      'apps',
      'libs',
      'examples',
      'prisma/schema.prisma',
    ],
    leavesOut: (path) =>
      path.startsWith(`apps${sep}dashboard`) ||
      path.startsWith(join('apps', 'api', 'docs')) ||
      /\.spec\.ts$|[/\\]testing[/\\]/.test(path),
    makes: 'dist/apps/standalone/src/main.js',
    command: ['node_modules/@nestjs/cli/bin/nest.js', 'build'],
  },
  {
    name: 'page',
    from: [...configuration, 'apps/dashboard', 'libs/sdk'],
    makes: 'dist/dashboard/index.html',
    command: ['node_modules/vite/bin/vite.js', 'build', 'apps/dashboard', '--logLevel', 'warn'],
  },
  {
    name: 'page of the API',
    from: ['package-lock.json', 'docs/openapi/v1.json', 'apps/api/docs'],
    makes: 'dist/api-docs/openapi.json',
    command: ['apps/api/docs/build.mjs'],
  },
];

/**
 * Builds what changed among these steps; steps that do not need one another run at the same time.
 * @throws BuildFailed when a step fails; its own output has been shown.
 */
export async function build(names = steps.map(({ name }) => name)) {
  const stamps = existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : {};
  const running = new Map();
  for (const step of steps.filter(({ name }) => names.includes(name))) {
    running.set(
      step.name,
      Promise.resolve(running.get(step.after)).then(() => buildStep(step, stamps)),
    );
  }
  await Promise.all(running.values());
}

/**
 * A fingerprint of the files as they are, when what is built of this step is of them, and null when it is not. What a compiler
 * made that was run by itself afterwards does not count: nobody knows what it was given.
 */
export function builtFrom(name) {
  const step = steps.find((one) => one.name === name);
  const now = fingerprint(step);
  if (!existsSync(stampFile) || !existsSync(join(root, step.makes))) return null;
  if (JSON.parse(readFileSync(stampFile, 'utf8'))[name] !== now) return null;
  const compiled = statSync(join(root, 'dist', '.tsbuildinfo'), { throwIfNoEntry: false });
  return compiled && compiled.mtimeMs <= statSync(stampFile).mtimeMs ? now : null;
}

async function buildStep(step, stamps) {
  const now = fingerprint(step);
  const isThere = existsSync(join(root, step.makes));
  if (stamps[step.name] === now && isThere) return;
  // The compiler's memory would make it skip files that somebody deleted from dist.
  if (!isThere) rmSync(join(root, 'dist', '.tsbuildinfo'), { force: true });
  const started = Date.now();
  console.log(`Building the ${step.name} …`);
  await run(step);
  console.log(`Built the ${step.name} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  stamps[step.name] = now;
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stampFile, JSON.stringify(stamps));
}

function run(step) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, step.command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) return resolve();
      console.error(said);
      reject(new BuildFailed(step));
    });
  });
}

export class BuildFailed extends Error {
  constructor({ name, command }) {
    super(`The ${name} could not be built. To see it again: node ${command.join(' ')}`);
  }
}

function fingerprint({ from, leavesOut = () => false }) {
  const hash = createHash('sha256');
  for (const path of from.flatMap(filesOf)) {
    if (leavesOut(path)) continue;
    hash.update(`${path}\n`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

function filesOf(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [path];
  return readdirSync(full, { withFileTypes: true, recursive: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        !entry.parentPath.includes(join('database', 'src', 'generated')) &&
        !entry.parentPath.includes('node_modules'),
    )
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await build();
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    console.error(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}
