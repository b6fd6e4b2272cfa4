/** What a library says when memory or a device failed it while it computed: no fault of the computation, which may succeed in a new process. */
import { DomainError, InvariantError } from '@engram/core';
import { firstLine } from '../devices/engine-survey.ts';

/**
 * What TensorFlow and V8 say: their errors reach us as those of any code. `bad_alloc` is C++'s, `OOM` and `RESOURCE_EXHAUSTED` are
 * TensorFlow's, the rest CUDA's.
 */
const said =
  /bad_alloc|out of memory|failed to allocate|\bOOM\b|RESOURCE_EXHAUSTED|array buffer allocation failed|CUDA_ERROR|CUBLAS_STATUS|CUDNN_STATUS|device (is |was )?lost/i;

/** What onnxruntime says of a graph or a shape that is wrong: a fault of ours, which a new process repeats. */
const ours = /INVALID_ARGUMENT|INVALID_GRAPH|NOT_IMPLEMENTED|shape/i;

const failed = (error: unknown): DomainError =>
  new DomainError('ENGINE_FAILED', `The engine failed while it computed: ${firstLine(error)}.`, {
    cause: error,
  });

/** ENGINE_FAILED for an error that says so; null for any other. */
export function engineFailure(error: unknown): DomainError | null {
  if (!(error instanceof Error) || error instanceof DomainError || error instanceof InvariantError)
    return null;
  return said.test(error.message) ? failed(error) : null;
}

/**
 * Runs `compute`, a call of an engine's library that nothing but the engine can fail.
 * @throws DomainError ENGINE_FAILED
 */
export async function onEngine<T>(compute: () => Promise<T>): Promise<T> {
  try {
    return await compute();
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    throw ours.test(message) && !said.test(message) ? error : failed(error);
  }
}
