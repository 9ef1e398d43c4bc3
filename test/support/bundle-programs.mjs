import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const folder = 'dist/.programs';
const program = (name) => `dist/apps/${name}/src/main.js`;

/**
 * What `npm run build` made of our programs, and the packages they use, in a few files instead of two thousand: a program
 * starts with a fifth of the processor time, and tests start hundreds. `fingerprint` says of which sources; the same ones are
 * bundled once. The tests of `npm start` run the programs as they are shipped.
 * @returns {Promise<string>} the folder that has `api.js`, `worker.js`, `keys.js` and `doctor.js`
 */
export async function bundlePrograms(fingerprint) {
  const place = join(folder, fingerprint.slice(0, 16));
  if (existsSync(place)) return place;
  rmSync(folder, { recursive: true, force: true });
  // A run that is killed half-way leaves nothing that looks complete.
  const making = `${place}.${process.pid}`;
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    // Nest asks for these two and does without.
    ssr: { noExternal: true, external: ['@nestjs/microservices', '@nestjs/websockets'] },
    build: {
      ssr: true,
      outDir: making,
      minify: false,
      target: 'node20',
      rolldownOptions: {
        input: Object.fromEntries(['api', 'worker', 'keys', 'doctor'].map((name) => [name, program(name)])),
        // Nest says the names of classes in its errors.
        output: { entryFileNames: '[name].js', keepNames: true },
      },
    },
  });
  renameSync(making, place);
  return place;
}
