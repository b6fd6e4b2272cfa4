import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const shared = {
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: false } },
  // Two copies of graphql (ESM and CommonJS) refuse each other's schemas.
  resolve: { alias: { graphql: fileURLToPath(new URL('./node_modules/graphql/index.js', import.meta.url)) } },
} as const;

const project = (name: string, include: string[], test: Record<string, unknown> = {}) => ({
  ...shared,
  test: {
    name,
    include,
    environment: 'node',
    testTimeout: 20_000,
    globalSetup: './tests/helpers/compile.mjs',
    ...test,
  },
});

const ownProject = ['integration', 'browser', 'slow', 'chaos'];

export default defineConfig({
  test: {
    reporters: ['default', './tests/helpers/skipped-reporter.ts'],
    maxWorkers: 2,
    projects: [
      project('unit', ['tests/**/*.test.ts'], {
        exclude: ownProject.map((folder) => `tests/${folder}/**`),
      }),
      ...ownProject.map((name) =>
        project(name, [`tests/${name}/**/*.test.ts`], {
          // Most of an integration test is waiting for processes; a page that is drawn takes both cores.
          fileParallelism: name === 'integration',
          testTimeout: 300_000,
          hookTimeout: 300_000,
        }),
      ),
    ],
  },
});
