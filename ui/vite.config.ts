import react from '@vitejs/plugin-react';
import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

// The hub serves `dist` itself; in development the pages come from Vite and everything under /v1 from a running hub.
const hub = process.env.SHUNIU_HUB ?? 'http://127.0.0.1:8080';

/** The foot of every page leads to the description of the API: the committed copy is served beside the pages. */
const apiDescription: Plugin = {
  name: 'api-description',
  apply: 'build',
  generateBundle() {
    const source = readFileSync(new URL('../api/openapi.json', import.meta.url), 'utf8');
    this.emitFile({ type: 'asset', fileName: 'openapi.json', source });
  },
};

export default defineConfig({
  plugins: [react(), apiDescription],
  build: {
    target: 'es2022',
    manifest: true,
    modulePreload: { polyfill: false },
    // The security policy of the hub forbids scripts and worker code in data: addresses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
  },
  worker: { format: 'es' },
  server: { proxy: { '/v1': hub, '/openapi.json': hub } },
  preview: { proxy: { '/v1': hub, '/openapi.json': hub } },
});
