import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** `dist/api-docs`, from `dist/apps/api/src/openapi` and, when tests run the sources, from the working directory. */
const root = [join(import.meta.dirname, '../../../../api-docs'), join(process.cwd(), 'dist/api-docs')].find(
  (folder) => existsSync(join(folder, 'openapi.json')),
);

/** Read when it is first asked for. */
export const readDescription = once(() =>
  readFile(root === undefined ? 'docs/openapi/v1.json' : join(root, 'openapi.json'), 'utf8'),
);
export const readDescriptionPage = once(() => readFile(join(root ?? '', 'index.html'), 'utf8'));

/** Serves what the page of the description refers to. */
export async function serveDescription(app: NestFastifyApplication): Promise<void> {
  if (root === undefined) return;
  await app.register(fastifyStatic, {
    root: join(root, 'files'),
    prefix: '/v1/docs/',
    wildcard: false,
    index: false,
    decorateReply: false,
    // Made beside each file by the build.
    preCompressed: true,
    setHeaders: (reply) => void reply.header('X-Content-Type-Options', 'nosniff'),
  });
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
