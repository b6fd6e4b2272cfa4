/** What executes tensors: models are written once against the TensorFlow.js API, and an engine is one of its backends. */
import type { EngineName } from '@engram/core';
import type { AvailableEngine } from '../devices/is-allowed.ts';

export interface Engine {
  readonly name: EngineName;
  /** What the engine runs on: `cpu` or the name of a graphics device. */
  readonly device: string;
  /** Version of the library that executes the tensors. */
  readonly version: string;
  /** Threads one operation may use; 0 when the library decides for itself. */
  readonly threads: number;
  /** Frees what the engine holds; a later `selectEngine` starts it afresh. */
  dispose(): Promise<void>;
}

export interface EngineOptions {
  /** Threads one operation may use; 1 by default, since two processes of one thread beat one of two. */
  threads?: number;
  /** Whether steps of several encoders recorded at the same time are computed as one graph; engines without a graph take no notice. */
  stacks?: boolean | undefined;
  /** What a survey found, where one was made; else the engine is surveyed. */
  surveyed?: AvailableEngine | undefined;
}

/** What an engine is started with. */
export type StartOptions = EngineOptions & { threads: number };

/** What each engine module provides. */
export interface EngineProvider {
  /** Makes it the current backend of TensorFlow.js. @throws whatever its library throws where it cannot be used */
  start(options: StartOptions): Promise<Engine>;
}

/**
 * What an encoder remembers of the engine that trained it, such as `onnxruntime 1.30.0` or `onnxruntime:webgpu 1.30.0 on NVIDIA H200`:
 * engines and devices differ in their last digits.
 */
export const engineLabel = ({ name, version, device }: Engine): string =>
  device === 'cpu' ? `${name} ${version}` : `${name} ${version} on ${device}`;
