/**
 * `npm run test:engine -- ENGINE`: every kernel, gradient, layer, method and optimizer, and a tiny run, on one engine compared with the
 * engine `cpu`. WebGPU without a graphics card runs on the software device that Debian's chromium ships.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { attached, runChild } from './children.mjs';
import { say } from './setup.mjs';

const [engine, ...more] = process.argv.slice(2);
if (!engine) {
  say('usage: npm run test:engine -- ENGINE, such as onnxruntime, onnxruntime:webgpu or cpu');
  process.exit(2);
}

const suite = [
  ...['engine', 'encoders', 'methods', 'optimizers'].map((folder) => `tests/worker/${folder}/`),
  'tests/worker/pipeline/engines-agree.test.ts',
];

const chromium = '/usr/lib/chromium';
const softwareDriver = `${chromium}/vk_swiftshader_icd.json`;
const filesIn = (folder) => (existsSync(folder) ? readdirSync(folder) : []);
const hasDriver = ['/etc/vulkan/icd.d', '/usr/share/vulkan/icd.d'].some((folder) =>
  filesIn(folder).some((file) => !/^lvp/.test(file)),
);
/** AMD, Intel or NVIDIA: Debian's mesa-vulkan-drivers bring drivers of cards to machines that have none. */
const hasCard = filesIn('/sys/class/drm').some((card) => {
  const vendor = `/sys/class/drm/${card}/device/vendor`;
  return existsSync(vendor) && /^0x(1002|8086|10de)$/.test(readFileSync(vendor, 'utf8').trim());
});

function onSoftware() {
  const { VK_DRIVER_FILES, VK_ICD_FILENAMES, LD_LIBRARY_PATH } = process.env;
  if (engine !== 'onnxruntime:webgpu' || process.platform !== 'linux') return null;
  if (VK_DRIVER_FILES || VK_ICD_FILENAMES || (hasDriver && hasCard)) return null;
  if (!existsSync(softwareDriver)) {
    say(
      "there is no graphics card with a driver, and no chromium whose software could stand in: install Debian's chromium.",
    );
    process.exit(2);
  }
  say('no graphics card with a driver here: WebGPU runs on SwiftShader, by software.');
  const path = [LD_LIBRARY_PATH, chromium].filter(Boolean).join(':');
  return { VK_ICD_FILENAMES: softwareDriver, LD_LIBRARY_PATH: path };
}

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const software = onSoftware();
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
