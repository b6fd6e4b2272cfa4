/** Settings of a command whose engine is missing on any machine: WebGPU without a driver, or CUDA on systems that have none. */
export const missingEngine: Record<string, string> =
  process.platform === 'linux'
    ? { ENGRAM_ENGINE: 'onnxruntime:webgpu', VK_DRIVER_FILES: '/no-driver.json' }
    : { ENGRAM_ENGINE: 'onnxruntime:cuda' };
