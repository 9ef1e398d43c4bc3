import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Once here and not for every visitor: each file of some size as brotli and gzip beside it, which the api sends instead. */
const compressed: Plugin = {
  name: 'compressed',
  writeBundle({ dir = '' }) {
    const files = readdirSync(dir, { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => /\.(js|css|svg)$/.test(name))) {
      const content = readFileSync(join(dir, file));
      if (content.length < 1_400) continue;
      writeFileSync(join(dir, `${file}.br`), brotliCompressSync(content));
      writeFileSync(join(dir, `${file}.gz`), gzipSync(content));
    }
  },
};

export default defineConfig({
  root: here('.'),
  plugins: [react(), compressed],
  resolve: { alias: { '@nightdesk/sdk': here('../../libs/sdk/src/index.ts') } },
  // Nothing inline, so that the page runs under `script-src 'self'` and needs no `data:` sources.
  build: { outDir: here('../../dist/dashboard'), emptyOutDir: true, assetsInlineLimit: 0, target: 'es2022' },
  server: { proxy: { '/v1': 'http://127.0.0.1:4300', '/connect/callback': 'http://127.0.0.1:4300' } },
});
