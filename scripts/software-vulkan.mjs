/** WebGPU without a graphics card: on the software device that Debian's chromium ships. */
import { existsSync } from 'node:fs';
import { loadProgram } from './program.mjs';

const chromium = '/usr/lib/chromium';
const driver = `${chromium}/vk_swiftshader_icd.json`;

/** Drivers alone do not say that there is a card: Debian's mesa-vulkan-drivers bring those of cards to machines that have none. */
async function hasCardWithDriver() {
  const devices = await loadProgram(new URL('../worker/src/devices/graphics-devices.ts', import.meta.url));
  const { isSoftwareDriver, kernelDevices, vulkanManifests } = devices;
  return kernelDevices().length > 0 && vulkanManifests().some((manifest) => !isSoftwareDriver(manifest));
}

/** Whether a graphics card answers WebGPU here, or a driver was named in the environment. */
export async function hasGraphics() {
  const { VK_DRIVER_FILES, VK_ICD_FILENAMES } = process.env;
  return (
    process.platform !== 'linux' ||
    Boolean(VK_DRIVER_FILES || VK_ICD_FILENAMES) ||
    (await hasCardWithDriver())
  );
}

/** The environment in which WebGPU computes by software; null where chromium has no such driver. */
export function softwareEnvironment() {
  if (!existsSync(driver)) return null;
  const path = [process.env.LD_LIBRARY_PATH, chromium].filter(Boolean).join(':');
  return { VK_ICD_FILENAMES: driver, LD_LIBRARY_PATH: path };
}
