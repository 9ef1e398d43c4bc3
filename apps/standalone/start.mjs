/** `npm start`: builds what changed, then starts everything in this same process, so that Ctrl-C finds it. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('../../', import.meta.url)));

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`\nNightdesk needs Node 20.19 or newer; this is ${process.versions.node}.\n`);
  process.exit(1);
}
if (!existsSync('node_modules')) {
  console.error('\nThe packages are not installed yet. Run: npm ci\n');
  process.exit(1);
}

const { build, BuildFailed } = await import('./build.mjs');
try {
  await build();
} catch (error) {
  if (!(error instanceof BuildFailed)) throw error;
  console.error(`\n${error.message}\n`);
  process.exit(1);
}
await import('../../dist/apps/standalone/src/main.js');
