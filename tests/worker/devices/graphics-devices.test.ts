import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  kernelDevices,
  nvidiaDevices,
  parseNvidiaSmi,
  vulkanDevice,
  vulkanManifests,
} from '../../../worker/src/devices/graphics-devices.ts';

const folder = mkdtempSync(join(tmpdir(), 'engram-devices-'));
afterAll(() => rmSync(folder, { recursive: true }));

function plant(path: string, content: string): string {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), content);
  return join(folder, path);
}

describe('graphics devices', () => {
  it('of NVIDIA are read from its tool', () => {
    expect(parseNvidiaSmi('NVIDIA H200, 580.95.05, 143771\nTesla T4, 535.1, [N/A]\n')).toEqual([
      { name: 'NVIDIA H200', driver: 'NVIDIA 580.95.05', memoryBytes: 143771 * 2 ** 20, isSoftware: false },
      { name: 'Tesla T4', driver: 'NVIDIA 535.1', memoryBytes: null, isSoftware: false },
    ]);
    expect(parseNvidiaSmi('')).toEqual([]);
  });

  it('of NVIDIA are none where its tool hangs beyond its time', async () => {
    expect(await nvidiaDevices(() => new Promise(() => {}), 50)).toEqual([]);
    expect(await nvidiaDevices(async () => 'Tesla T4, 535.1, 15360\n', 50)).toHaveLength(1);
  });

  it('are those that Linux knows, without outputs and screens of virtual machines', () => {
    plant('drm/card0/device/vendor', '0x1002\n');
    plant('drm/card0/device/device', '0x744c\n');
    plant('drm/card0/device/mem_info_vram_total', '17163091968\n');
    plant('drm/card0/device/uevent', 'DRIVER=amdgpu\nPCI_ID=1002:744C\n');
    plant('drm/card0-HDMI-A-1/status', 'connected\n');
    plant('drm/card1/device/vendor', '0x1af4\n');
    expect(kernelDevices(join(folder, 'drm'))).toEqual([
      { name: 'AMD 0x744c', driver: 'amdgpu', memoryBytes: 17163091968, isSoftware: false },
    ]);
    expect(kernelDevices(join(folder, 'nothing'))).toEqual([]);
  });

  it('by Vulkan are software where only software offers it', async () => {
    const swiftshader = plant('icd/vk_swiftshader_icd.json', '{}');
    const env = { VK_ICD_FILENAMES: `${swiftshader}:${join(folder, 'absent.json')}` };
    expect(vulkanManifests(env)).toEqual([swiftshader]);
    expect(await vulkanDevice(env)).toMatchObject({ name: 'SwiftShader', isSoftware: true });
    const lavapipe = plant('icd/lvp_icd.x86_64.json', '{}');
    expect(await vulkanDevice({ VK_DRIVER_FILES: lavapipe })).toMatchObject({ isSoftware: true });
  });
});
