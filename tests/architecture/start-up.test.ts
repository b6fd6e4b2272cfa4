import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Import {
  path: string;
  kind: string;
  external?: boolean;
}
type Build = (options: object) => Promise<{ metafile: { inputs: Record<string, { imports: Import[] }> } }>;

/** Packages that a module loads when it is loaded, each with the source that imports it. */
async function packagesOf(entry: string): Promise<Map<string, string>> {
  const tsx = createRequire(createRequire(import.meta.url).resolve('tsx/package.json'));
  const { build } = tsx('esbuild') as { build: Build };
  const { metafile } = await build({
    ...{ absWorkingDir: root, entryPoints: [entry], outdir: 'unwritten', write: false, metafile: true },
    ...{ bundle: true, format: 'esm', platform: 'node', tsconfig: 'tsconfig.json' },
    plugins: [
      {
        name: 'packages-stay-outside',
        setup: ({ onResolve }: { onResolve(filter: object, f: (o: Import) => object | null): void }) =>
          onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
            kind === 'entry-point' || path.startsWith('@engram/') ? null : { path, external: true },
          ),
      },
    ],
  });
  const found = new Map<string, string>();
  const sources = [entry];
  for (const source of sources)
    for (const { path, kind, external } of metafile.inputs[source]?.imports ?? [])
      if (kind === 'dynamic-import') continue;
      else if (external) found.set(path, source);
      else if (!sources.includes(path)) sources.push(path);
  return found;
}

const ofTensors = /^(@tensorflow\/|onnxruntime)/;

it.each(['worker/src/index.ts', 'worker/src/workflows/start-worker.ts'])(
  '%s loads no tensors, which took a quarter of the start of a command',
  async (entry) => {
    const found = await packagesOf(entry);
    expect(found.has('pg')).toBe(true);
    expect([...found].filter(([name]) => ofTensors.test(name))).toEqual([]);
  },
);

it('a trainer does', async () => {
  const found = await packagesOf('worker/src/trainer/trainer-main.ts');
  expect([...found.keys()].filter((name) => ofTensors.test(name))).not.toEqual([]);
});

it.each(['worker/src/trainer/trainer-main.ts', 'worker/src/representations/import-thread-main.ts'])(
  '%s loads no drivers of a database, which it does not use',
  async (entry) => {
    const found = await packagesOf(entry);
    expect(found.has('zod')).toBe(true);
    expect([...found].filter(([name]) => /^(pg|@prisma\/)/.test(name))).toEqual([]);
  },
);
