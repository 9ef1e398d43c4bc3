import { transformFile } from '@swc/core';
import { register } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * Lets `node --import` run our TypeScript as it is, so that a test can start real processes without a build.
 * The same transform as in jest.config.js.
 */
const root = new URL('../../', import.meta.url);

export async function resolve(specifier, context, next) {
  const lib = /^@nightdesk\/(.+)$/.exec(specifier)?.[1];
  if (lib) return next(new URL(`libs/${lib}/src/index.ts`, root).href, context);
  const ours = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
  return next(ours ? specifier.replace(/\.js$/, '.ts') : specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const { code } = await transformFile(fileURLToPath(url), {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
    },
    module: { type: 'es6' },
    sourceMaps: 'inline',
    swcrc: false,
  });
  return { format: 'module', source: code, shortCircuit: true };
}

if (process.env['NIGHTDESK_TS_LOADER'] === undefined) {
  process.env['NIGHTDESK_TS_LOADER'] = 'registered';
  register(pathToFileURL(fileURLToPath(import.meta.url)));
}
