import { cruise } from 'dependency-cruiser';
import extractDepcruiseConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import { cpSync, mkdtempSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const rooms = ['core', 'prisma', 'worker', 'server', 'web', 'cli'];

/** A copy of the house small enough to plant a violation in: package manifests, one door a room, the rules. */
let house: string;

beforeEach(() => {
  house = mkdtempSync(join(tmpdir(), 'engram-house-'));
  for (const room of rooms) {
    mkdirSync(join(house, room, 'src'), { recursive: true });
    cpSync(`${room}/package.json`, join(house, room, 'package.json'));
    writeFileSync(join(house, room, 'src/index.ts'), 'export const door = 1;\n');
  }
  cpSync('tsconfig.json', join(house, 'tsconfig.json'));
  mkdirSync(join(house, 'node_modules/@engram'), { recursive: true });
  for (const [name, room] of [
    ['core', 'core'],
    ['store', 'prisma'],
    ['worker', 'worker'],
    ['server', 'server'],
    ['web', 'web'],
    ['cli', 'cli'],
  ])
    symlinkSync(join(house, room!), join(house, 'node_modules/@engram', name!));
});

afterEach(() => rmSync(house, { recursive: true, force: true }));

async function violations(): Promise<string[]> {
  const config = await extractDepcruiseConfig('./.dependency-cruiser.cjs');
  const { output } = await cruise(
    rooms,
    { ...config.options, ruleSet: { forbidden: config.forbidden }, validate: true, baseDir: house },
    config.options?.enhancedResolveOptions,
  );
  if (typeof output === 'string') throw new Error(output);
  return output.summary.violations.map((violation) => violation.rule.name);
}

function plant(file: string, text: string): void {
  mkdirSync(join(house, file, '..'), { recursive: true });
  writeFileSync(join(house, file), text);
}

describe('the rules about rooms', () => {
  it('find nothing in a house that keeps them', async () => {
    plant('server/src/app.ts', "export { door } from '@engram/core';\n");
    expect(await violations()).toEqual([]);
  });

  it('let a room in by each of the doors that its package names', async () => {
    plant('server/src/citation/index.ts', 'export {};\n');
    plant('server/src/citation/bibtex.ts', 'export {};\n');
    plant('cli/src/cite.ts', "import '@engram/server/citation';\n");
    expect(await violations()).toEqual([]);
    plant('cli/src/cite.ts', "import '../../server/src/citation/bibtex.ts';\n");
    expect(await violations()).toEqual(['server-is-entered-by-its-door']);
  });

  const planted: [string, string, string, string][] = [
    [
      'server entering worker',
      'server/src/app.ts',
      "import '@engram/worker';\n",
      'server-enters-only-core-and-prisma',
    ],
    [
      'worker entering server',
      'worker/src/main.ts',
      "import '../../server/src/index.ts';\n",
      'worker-enters-only-core-and-prisma',
    ],
    [
      'core entering the store',
      'core/src/scores/score.ts',
      "import '../../../prisma/src/index.ts';\n",
      'core-enters-only-itself',
    ],
    ['web entering the store', 'web/src/page.ts', "import '@engram/store';\n", 'web-enters-only-core'],
    ['core using a Node module', 'core/src/hash.ts', "import 'node:crypto';\n", 'core-imports-only-zod'],
    [
      'core using a package that it does not declare',
      'core/src/hash.ts',
      "import 'pg';\n",
      'core-imports-only-zod',
    ],
    [
      'a room using a package that it does not declare',
      'cli/src/main.ts',
      "import 'pg';\n",
      'packages-are-declared',
    ],
    [
      'a method looking up to the pipeline',
      'worker/src/methods/simclr.ts',
      "import '../pipeline/train.ts';\n",
      'worker-methods-measures-probes-integrity-imported-does-not-look-up',
    ],
    [
      'a probe using a method',
      'worker/src/probes/knn.ts',
      "import '../methods/vicreg.ts';\n",
      'worker-probes-ignores-its-neighbours',
    ],
    [
      'the pipeline looking up to an experiment',
      'worker/src/pipeline/train.ts',
      "import '../experiments/removal.ts';\n",
      'worker-pipeline-does-not-look-up',
    ],
    [
      'a circle of types alone',
      'core/src/scores/score.ts',
      "import type { door } from '../index.ts';\nexport type Door = typeof door;\n",
      'no-cycles',
    ],
    [
      'a room starting a benchmark',
      'worker/src/index.ts',
      "import '../../bench/verify.ts';\n",
      'rooms-know-no-benchmark',
    ],
    [
      'a folder of worker that no layer names',
      'worker/src/index.ts',
      "import './helpers/train.ts';\n",
      'worker-folders-have-a-layer',
    ],
    [
      'a chart that needs a style sheet',
      'web/src/charts/kinds/bars.ts',
      "import '../page/figure.module.css';\n",
      'charts-are-drawn-without-a-page',
    ],
    [
      'a specification that draws',
      'web/src/charts/specs/bars.ts',
      "import '../svg/render-svg.ts';\n",
      'specifications-know-no-kind-of-drawing',
    ],
    [
      'a room entered by its window',
      'server/src/app.ts',
      "import '../../core/src/scores/score.ts';\n",
      'core-is-entered-by-its-door',
    ],
  ];

  it.each(planted)('catch %s', async (_, file, text, rule) => {
    plant('node_modules/pg/package.json', '{ "name": "pg", "main": "index.js" }');
    plant('node_modules/pg/index.js', '');
    if (file.startsWith('core/src/scores/'))
      plant('core/src/index.ts', "export const door = 1;\nexport type { Door } from './scores/score.ts';\n");
    for (const path of ['pipeline/train', 'methods/vicreg', 'experiments/removal', 'helpers/train'])
      plant(`worker/src/${path}.ts`, 'export {};\n');
    plant('web/src/charts/page/figure.module.css', '');
    plant('bench/verify.ts', 'export {};\n');
    plant('web/src/charts/svg/render-svg.ts', 'export {};\n');
    if (!file.startsWith('core/')) plant('core/src/scores/score.ts', 'export {};\n');
    plant(file, text);
    expect(await violations()).toContain(rule);
  });

  const folders = readdirSync('worker/src', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'workflows')
    .map(({ name }) => name);

  it.each(folders)('catch worker/src/%s looking up to the workflows', async (folder) => {
    plant('worker/src/workflows/publish.ts', 'export {};\n');
    plant(`worker/src/${folder}/one.ts`, "import '../workflows/publish.ts';\n");
    expect((await violations()).join()).toMatch(/^worker-[a-z-]+-does-not-look-up$/);
  });

  it('catch the workflows using a folder of no layer', async () => {
    plant('worker/src/helpers/train.ts', 'export {};\n');
    plant('worker/src/workflows/publish.ts', "import '../helpers/train.ts';\n");
    expect(await violations()).toEqual(['worker-folders-have-a-layer']);
  });
});
