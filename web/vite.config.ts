// SPDX-License-Identifier: Apache-2.0
// Builds web/dist so that it works from any sub-path of a static host.
import {defineConfig} from 'vitest/config';

export default defineConfig({
  base: './',
  worker: {format: 'es'},
  build: {
    target: 'es2022',
    // Every asset stays a file of its own: `data:` addresses would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: {polyfill: false},
    chunkSizeWarningLimit: 600,
  },
  test: {include: ['test/unit/**/*.test.ts'], testTimeout: 60_000},
});
