import { defineConfig } from 'vitest/config';

// Pure logic only: what needs a page is walked in tests/journey.
export default defineConfig({ test: { include: ['tests/**/*.test.ts'], environment: 'node' } });
