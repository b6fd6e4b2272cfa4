/** The graphics devices of this machine, as its drivers and its kernel name them. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Device } from './engine-survey.ts';
import { loaderEnvironment } from './env.ts';

const run = promisify(execFile);
const smiTimeoutMs = 10_000;

/** Lines of `nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader,nounits`. */
export function parseNvidiaSmi(output: string): Device[] {
  return output
    .trim()
    .split('\n')
    .map((line) => line.split(',').map((part) => part.trim()))
    .filter(([name]) => name)
    .map(([name = '', version = '', mebibytes = '']) => ({
      name,
      driver: version ? `NVIDIA ${version}` : null,
      memoryBytes: Number(mebibytes) > 0 ? Number(mebibytes) * 2 ** 20 : null,
      isSoftware: false,
    }));
}

async function askNvidiaSmi(): Promise<string> {
  const query = ['--query-gpu=name,driver_version,memory.total', '--format=csv,noheader,nounits'];
  return (await run('nvidia-smi', query, { timeout: smiTimeoutMs, killSignal: 'SIGKILL' })).stdout;
}

/**
 * Those of NVIDIA; none where its driver does not answer. A tool that hangs in its driver cannot even be killed: it is left behind.
 * @param ask and `timeoutMs` for tests
 */
export async function nvidiaDevices(ask = askNvidiaSmi, timeoutMs = smiTimeoutMs): Promise<Device[]> {
  const late = new AbortController();
  const answer = ask().then(parseNvidiaSmi, () => []);
  const nothing = sleep(timeoutMs, [], { ref: false, signal: late.signal }).catch(() => []);
  return Promise.race([answer, nothing]).finally(() => late.abort());
}

/** What CUDA computes on: it does so, named or not. */
export async function cudaDevice(): Promise<Device> {
  const unnamed = { name: 'GPU by CUDA', driver: null, memoryBytes: null, isSoftware: false };
  return (await nvidiaDevices())[0] ?? unnamed;
}

const vendors: Readonly<Record<string, string>> = { '0x1002': 'AMD', '0x8086': 'Intel', '0x10de': 'NVIDIA' };

const text = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
};

/** Those that Linux knows, with the memory that the driver of AMD tells. @param root for tests */
export function kernelDevices(root = '/sys/class/drm'): Device[] {
  const cards = existsSync(root) ? readdirSync(root).filter((name) => /^card\d+$/.test(name)) : [];
  return cards.flatMap((card) => {
    const folder = join(root, card, 'device');
    const vendor = vendors[text(join(folder, 'vendor')) ?? ''];
    // A screen of a virtual machine computes nothing.
    if (!vendor) return [];
    const memory = Number(text(join(folder, 'mem_info_vram_total')));
    const driver = /^DRIVER=(.+)$/m.exec(text(join(folder, 'uevent')) ?? '')?.[1] ?? null;
    const name = `${vendor} ${text(join(folder, 'device')) ?? 'GPU'}`;
    return [{ name, driver, memoryBytes: memory > 0 ? memory : null, isSoftware: false }];
  });
}

const manifestFolders = (env: NodeJS.ProcessEnv): string[] =>
  [
    '/etc/vulkan/icd.d',
    '/usr/share/vulkan/icd.d',
    '/usr/local/share/vulkan/icd.d',
    join(env['XDG_DATA_HOME'] || join(homedir(), '.local/share'), 'vulkan/icd.d'),
  ].flatMap((folder) => (existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : []));

/** The manifests of Vulkan's drivers that its loader would read. */
export function vulkanManifests(env = loaderEnvironment()): string[] {
  const named = env['VK_DRIVER_FILES'] || env['VK_ICD_FILENAMES'];
  return (named ? named.split(':') : manifestFolders(env)).filter(
    (file) => file.endsWith('.json') && existsSync(file),
  );
}

const softwareDrivers = /swiftshader|lvp|lavapipe|llvmpipe/i;
export const isSoftwareDriver = (manifest: string): boolean => softwareDrivers.test(manifest);

/** Whether Vulkan's loader lies where programs look for it. */
export function hasVulkanLoader(env = loaderEnvironment()): boolean {
  const folders = [
    ...(env['LD_LIBRARY_PATH'] ?? '').split(':').filter(Boolean),
    ...[
      '/usr/lib/x86_64-linux-gnu',
      '/usr/lib/aarch64-linux-gnu',
      '/usr/lib64',
      '/usr/lib',
      '/usr/local/lib',
    ],
  ];
  return folders.some((folder) => existsSync(join(folder, 'libvulkan.so.1')));
}

/**
 * The device that Vulkan's loader leads to: the first that is a graphics device, as the library prefers it, or else a software
 * renderer.
 */
export async function vulkanDevice(env = loaderEnvironment()): Promise<Device | null> {
  const manifests = vulkanManifests(env);
  const hardware = manifests.filter((manifest) => !isSoftwareDriver(manifest));
  const devices = hardware.length > 0 ? [...(await nvidiaDevices()), ...kernelDevices()] : [];
  if (devices[0]) return devices[0];
  const [software] = manifests.filter(isSoftwareDriver);
  const name = /swiftshader/i.test(software ?? '') ? 'SwiftShader' : 'Mesa software renderer';
  return software ? { name, driver: null, memoryBytes: null, isSoftware: true } : null;
}
