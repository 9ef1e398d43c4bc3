import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** `dist/dashboard`, from `dist/apps/api/src/page` and, when tests run the sources, from the working directory. */
const root = [join(import.meta.dirname, '../../../../dashboard'), join(process.cwd(), 'dist/dashboard')].find(
  (folder) => existsSync(join(folder, 'index.html')),
);

export const indexFile = join(root ?? '', 'index.html');

export const pageHeaders = {
  'Content-Security-Policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-cache',
};

/** Serves what the page's HTML refers to. The names under `assets/` change with their content: kept for ever. */
export async function servePage(app: NestFastifyApplication): Promise<void> {
  if (root === undefined) return;
  await app.register(fastifyStatic, {
    root,
    wildcard: false,
    index: false,
    cacheControl: false,
    decorateReply: false,
    // Made beside each file when the page is built.
    preCompressed: true,
    setHeaders: (reply, path) => {
      const kept = path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
      reply.header('Cache-Control', kept);
    },
  });
}
