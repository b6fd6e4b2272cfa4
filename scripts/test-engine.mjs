/**
 * `npm run test:engine -- ENGINE`: every kernel, gradient, layer, method and optimizer, and a tiny run, on one engine compared with the
 * engine `cpu`. WebGPU without a graphics card runs on the software device that Debian's chromium ships.
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { attached, runChild } from './children.mjs';
import { say } from './setup.mjs';
import { hasGraphics, softwareEnvironment } from './software-vulkan.mjs';

const [engine, ...more] = process.argv.slice(2);
if (!engine) {
  say('usage: npm run test:engine -- ENGINE, such as onnxruntime, onnxruntime:webgpu or cpu');
  process.exit(2);
}

const suite = [
  ...['engine', 'encoders', 'methods', 'optimizers'].map((folder) => `tests/worker/${folder}/`),
  'tests/worker/pipeline/engines-agree.test.ts',
];

async function onSoftware() {
  if (engine !== 'onnxruntime:webgpu' || (await hasGraphics())) return null;
  const environment = softwareEnvironment();
  if (!environment) {
    say(
      "there is no graphics card with a driver, and no chromium whose software could stand in: install Debian's chromium.",
    );
    process.exit(2);
  }
  say('no graphics card with a driver here: WebGPU runs on SwiftShader, by software.');
  return environment;
}

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const software = await onSoftware();
/** Trains every method several times over, for what the program promises on any device: minutes on software. */
const longest = 'training.test.ts';
const methods = 'tests/worker/methods';
const files = software
  ? suite.flatMap((path) =>
      path === `${methods}/`
        ? readdirSync(methods)
            .filter((file) => file.endsWith('.test.ts') && file !== longest)
            .map((file) => `${methods}/${file}`)
        : [path],
    )
  : suite;
const env = { ...process.env, ...software, ENGRAM_TEST_ENGINE: engine };
const { status, signal } = await runChild(
  process.execPath,
  [
    ...attached,
    vitest,
    'run',
    '--project',
    'unit',
    '--testTimeout=120000',
    '--hookTimeout=120000',
    ...files,
    ...more,
  ],
  { stdio: 'inherit', env },
);
process.exit(signal ? 130 : (status ?? 1));
