/**
 * Compiles the program into few files of JavaScript, by the compiler that tsx brings: it is the same code, and a command starts in
 * half the time. Used by the set-up and before tests; `program.mjs` loads the result.
 */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { compiledFile, programFolder, root, stampOf } from './program.mjs';

/** What the processes and threads of the program begin with. */
export const programEntries = [
  'cli/src/main.ts',
  'cli/src/serving/api-process-main.ts',
  'worker/src/trainer/trainer-main.ts',
  'worker/src/devices/survey-main.ts',
  'worker/src/representations/import-thread-main.ts',
  'bench/pipeline/process-main.ts',
];

/** What else decides what the compiled program is: where packages lead, and these two scripts. */
const howItIsCompiled = [
  'tsconfig.json',
  'package-lock.json',
  'scripts/compile.mjs',
  'scripts/program.mjs',
  ...['core', 'prisma', 'worker', 'server', 'web', 'cli'].map((room) => `${room}/package.json`),
].filter((file) => existsSync(join(root, file)));

/** How long a process may go on to load files of an earlier compilation. */
const maxAgeMs = 30 * 24 * 60 * 60 * 1000;

/** Compiles unless what is compiled is fresh. @returns whether it compiled now */
export async function compileProgram(entries = programEntries) {
  if (entries.every((entry) => compiledFile(join(root, entry)))) return false;
  const require = createRequire(import.meta.url);
  const { build } = createRequire(require.resolve('tsx/package.json'))('esbuild');
  const begun = Date.now();
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: programFolder,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    tsconfig: 'tsconfig.json',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Packages are found as Node finds them: without esbuild's own condition `module`.
    conditions: [],
    // Names of classes and functions are seen by GraphQL and by the queue.
    keepNames: true,
    sourcemap: 'linked',
    sourcesContent: false,
    banner: { js: requireOfEachFile },
    metafile: true,
    write: false,
    plugins: [packagesStayOutside, sourcesKeepTheirUrls],
  });
  mkdirSync(programFolder, { recursive: true });
  for (const { path, contents } of outputFiles) place(path, contents);
  const ownFiles = (input) => !input.startsWith(`${requiredPackage}:`) && !input.startsWith('node_modules/');
  const files = Object.keys(metafile.inputs).filter(ownFiles);
  const inputs = [...files, ...howItIsCompiled];
  const sources = Object.fromEntries(inputs.map((file) => [file, stampOf(join(root, file))]));
  // What was written meanwhile may have been read before.
  if (inputs.every((file) => statSync(join(root, file)).mtimeMs < begun))
    place(
      join(programFolder, 'manifest.json'),
      JSON.stringify({ sources, entries: filesOf(metafile.outputs) }),
    );
  removeOld();
  return true;
}

/** Where esbuild finds the packages that are required. */
const requiredPackage = 'required-package';

/**
 * Packages of dozens of small files that nearly every command loads, compiled in: to find and read each of 150 files took a third of
 * the time of a start.
 */
const compiledIn = ['zod', 'hyparquet', 'hyparquet-writer'];

/**
 * But for these only our own rooms are compiled: packages are loaded as they are installed. One of CommonJS is required: to import it, Node reads all
 * its sources once more for the names that it exports, which is most of the time that it takes to load.
 */
const packagesStayOutside = {
  name: 'packages-stay-outside',
  setup({ onResolve, onLoad, resolve }) {
    const namespace = requiredPackage;
    onResolve({ filter: /^[^./]/ }, async ({ path, kind, resolveDir, pluginData }) => {
      if (kind === 'entry-point' || path.startsWith('@engram/') || pluginData === namespace) return null;
      if (compiledIn.some((name) => path === name || path.startsWith(`${name}/`))) return null;
      // What is imported later is another file of ours, which would hand on no names.
      if (kind !== 'import-statement' || isBuiltin(path)) return { path, external: true };
      const found = (how) => resolve(path, { kind: how, resolveDir, pluginData: namespace });
      const [imported, required] = await Promise.all([found('import-statement'), found('require-call')]);
      // One that has two forms would be loaded twice, where another package imports it.
      const isOneForm = imported.path === required.path && formatOf(imported.path) === 'commonjs';
      return isOneForm ? { path, namespace } : { path, external: true };
    });
    onLoad({ filter: /./, namespace }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};

/** What `require` is in the compiled files. */
const requireOfEachFile =
  "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);";

/** As Node tells it: by the ending, or by the package that the file belongs to. */
function formatOf(file) {
  if (extname(file) !== '.js') return extname(file) === '.cjs' ? 'commonjs' : 'other';
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, 'utf8')).type ?? 'commonjs';
  }
  return 'commonjs';
}

/** What lies beside a source (a migration, the entry of a thread) is found from the source, not from the compiled file. */
const sourcesKeepTheirUrls = {
  name: 'sources-keep-their-urls',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.(ts|mjs)$/ }, ({ path }) => {
      const below = relative(programFolder, path).split(sep).join('/');
      const url = `new URL(${JSON.stringify(below)}, import.meta.url).href`;
      const text = readFileSync(path, 'utf8').replaceAll(/\bimport\.meta\.url\b/g, url);
      return { contents: text, loader: path.endsWith('.ts') ? 'ts' : 'js' };
    }),
};

/** By the path of their source, the compiled files of the entries. */
const filesOf = (outputs) =>
  Object.fromEntries(
    Object.entries(outputs)
      .filter(([, { entryPoint }]) => entryPoint)
      .map(([path, { entryPoint }]) => [entryPoint, basename(path)]),
  );

/** Writes a file at once, so that nobody reads half of it; one that is there already is new again. */
function place(file, contents) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, contents);
  renameSync(draft, file);
}

function removeOld() {
  for (const name of readdirSync(programFolder)) {
    const file = join(programFolder, name);
    // Another compilation may have renamed it meanwhile.
    const found = statSync(file, { throwIfNoEntry: false });
    if (found && found.mtimeMs < Date.now() - maxAgeMs) rmSync(file, { force: true });
  }
}
