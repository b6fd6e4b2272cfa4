import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import LongestFirst from './tests/helpers/runner/longest-first.ts';

const shared = {
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: false } },
  // Two copies of graphql (ESM and CommonJS) refuse each other's schemas.
  resolve: { alias: { graphql: fileURLToPath(new URL('./node_modules/graphql/index.js', import.meta.url)) } },
} as const;

const compile = './tests/helpers/runner/compile.mjs';
const scratchServer = './tests/helpers/runner/scratch-server.ts';
const seededTemplate = './tests/browser/rig/seeded-template.ts';

const project = (name: string, include: string[], test: Record<string, unknown> = {}) => ({
  ...shared,
  test: {
    name,
    include,
    environment: 'node',
    // A time limit ends what hangs; it says nothing of speed, and machines are shared.
    testTimeout: 60_000,
    globalSetup: compile,
    tags: [
      {
        name: 'slow',
        description: 'left to npm run test:slow, so that npm test takes less than half an hour',
      },
    ],
    ...test,
  },
});

/**
 * Packages are loaded once rather than for each file: half of the time of unit tests, a quarter of that of the integration tests of the
 * store. What a file changes it restores.
 */
const loadedOnce = { isolate: false };

const ownProject = ['integration', 'browser', 'alone', 'slow', 'chaos'];

export default defineConfig({
  test: {
    reporters: ['default', './tests/helpers/runner/skipped-reporter.ts'],
    // On two cores, too: tests of processes, servers and pages wait for a part of their time.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      project('unit', ['tests/**/*.test.ts'], {
        exclude: ownProject.map((folder) => `tests/${folder}/**`),
        ...loadedOnce,
      }),
      ...ownProject.map((name) =>
        project(name, [`tests/${name}/**/*.test.ts`], {
          globalSetup: [compile, scratchServer, ...(name === 'browser' ? [seededTemplate] : [])],
          // What floods, kills or compares times has the machine and a process to itself.
          ...(name === 'integration' || name === 'browser' ? loadedOnce : { fileParallelism: false }),
          testTimeout: 300_000,
          // A page answers a key or a click when its turn comes.
          ...(name === 'browser' && { expect: { poll: { timeout: 30_000 } } }),
          hookTimeout: 300_000,
        }),
      ),
    ],
  },
});
