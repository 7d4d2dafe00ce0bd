import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The hub serves `dist` itself; in development the pages come from Vite and everything under /v1 from a running hub.
const hub = process.env.SHUNIU_HUB ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
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
