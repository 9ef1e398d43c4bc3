/** Makes `libs/sdk` the package that is published, as `dist/nightdesk-sdk-<version>.tgz`: `npm run sdk:pack`. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'dist', 'sdk-package');
const run = (command, ...given) => execFileSync(command, given, { cwd: root, stdio: 'inherit' });

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
run(process.execPath, 'node_modules/typescript/bin/tsc', '-p', 'libs/sdk/tsconfig.build.json');
for (const file of ['libs/sdk/package.json', 'libs/sdk/README.md', 'LICENSE'])
  copyFileSync(join(root, file), join(folder, file.split('/').at(-1)));
run('npm', 'pack', folder, '--pack-destination', join(root, 'dist'));
