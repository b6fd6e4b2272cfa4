/** Sessions of models that were made elsewhere. */
import { DomainError } from '@engram/core';
import { InferenceSession } from '../engine/onnxruntime/library.ts';

/** Why onnxruntime does not take a model, and what to change. */
function reasonOf(error: unknown): string {
  const [first = ''] = String(error instanceof Error ? error.message : error).split('\n');
  const version = /Unsupported model IR version: (\d+), max supported IR version: (\d+)/.exec(first);
  if (version)
    return (
      `its IR version is ${version[1]}, and this onnxruntime reads versions up to ${version[2]}. Export it for an older version: ` +
      'with a lower opset_version of torch.onnx.export, or set ir_version with the Python package onnx'
    );
  return `onnxruntime does not load it: ${first.slice(0, 300)}`;
}

/**
 * @param name of the model in messages
 * @throws DomainError INVALID_FILE with the reason
 */
export async function openModel(model: Uint8Array, name: string, threads: number): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(model, {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      logSeverityLevel: 3,
    });
  } catch (error) {
    throw new DomainError('INVALID_FILE', `${name}: ${reasonOf(error)}.`, { cause: error });
  }
}
