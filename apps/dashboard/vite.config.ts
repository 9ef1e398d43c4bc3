import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  plugins: [react()],
  resolve: { alias: { '@nightdesk/sdk': here('../../libs/sdk/src/index.ts') } },
  // Nothing inline, so that the page runs under `script-src 'self'` and needs no `data:` sources.
  build: { outDir: here('../../dist/dashboard'), emptyOutDir: true, assetsInlineLimit: 0, target: 'es2022' },
  server: { proxy: { '/v1': 'http://127.0.0.1:4300', '/connect/callback': 'http://127.0.0.1:4300' } },
});
