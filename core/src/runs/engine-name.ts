export interface EngineDefinition {
  /** The library that executes tensors, and its device after a colon where it has several. */
  readonly name: string;
  /** Whether `auto` may choose it. */
  readonly isAutomatic: boolean;
}

/**
 * What can execute tensors, in the order in which `auto` tries it. A new engine is an entry here, its survey in
 * worker/src/devices/survey.ts and its provider in worker/src/engine/registry.ts.
 *
 * WebGPU is taken by name only: no figure has been measured on a graphics card yet that would speak for it.
 */
export const engineDefinitions = [
  { name: 'tensorflow', isAutomatic: true },
  { name: 'onnxruntime:cuda', isAutomatic: true },
  { name: 'onnxruntime:webgpu', isAutomatic: false },
  { name: 'onnxruntime', isAutomatic: true },
  { name: 'cpu', isAutomatic: true },
] as const satisfies readonly EngineDefinition[];

export type EngineName = (typeof engineDefinitions)[number]['name'];
export const engineNames: readonly EngineName[] = engineDefinitions.map(({ name }) => name);

/** Values of ENGRAM_ENGINE. */
export type EngineSetting = 'auto' | EngineName;
export const engineSettings = ['auto', ...engineNames] as const satisfies readonly EngineSetting[];
