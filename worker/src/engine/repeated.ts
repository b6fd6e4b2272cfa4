/** A computation that is the same from call to call. An engine with a graph records it once, others compute it as it is written. */
import * as tf from '@tensorflow/tfjs';
import { InvariantError } from '@engram/core';
import type { OnnxRuntimeBackend } from './onnxruntime/backend.ts';
import { recordingOf, type Replay } from './onnxruntime/recording.ts';

interface Repetition {
  replay: Replay;
  /** The variables that the computation changes. */
  changed: readonly tf.Variable[];
}

export class Repeated {
  private readonly repetitions = new Map<string, Repetition>();

  /** @param variables all that the computation changes, and all whose values others change between its calls */
  constructor(private readonly variables: readonly tf.Variable[]) {}

  /**
   * What `compute` makes of the inputs' values. It runs once for each key: whatever else it takes must be the same each time.
   * @param inputs as many for one key, of the same types and shapes
   * @returns tensors that belong to the `tf.tidy` around the call
   */
  run(key: string, inputs: readonly tf.Tensor[], compute: () => tf.Tensor[]): tf.Tensor[] {
    const backend = tf.backend();
    if (!hasGraph(backend)) return compute();
    const nodesOf = (tensors: readonly tf.Tensor[]) => tensors.map((tensor) => backend.nodeOf(tensor));
    const given = nodesOf([...this.variables, ...inputs]);
    const known = this.repetitions.get(key);
    if (known) return replayed(backend, known, given);
    const outside = dataOf(othersThan(this.variables));
    const made = compute();
    for (const [variable, data] of outside)
      if (variable.dataId !== data)
        throw new InvariantError(`a repeated computation changed ${variable.name}, which it was not told of`);
    const changed = this.variables.filter((variable, index) => backend.nodeOf(variable) !== given[index]);
    const replay = recordingOf(given, nodesOf([...changed, ...made]));
    if (!replay) return made;
    const repetition = { replay, changed };
    this.repetitions.set(key, repetition);
    // The first time, too: as it was written it would be a graph of its own.
    const again = replayed(backend, repetition, given);
    tf.dispose(made);
    return again;
  }
}

function replayed(
  backend: OnnxRuntimeBackend,
  { replay, changed }: Repetition,
  given: Parameters<Replay>[0],
): tf.Tensor[] {
  const tensors = replay(given).map((node) => tf.engine().makeTensorFromTensorInfo(backend.tensorOf(node)));
  changed.forEach((variable, index) => variable.assign(tensors[index]!));
  return tensors.slice(changed.length);
}

const hasGraph = (backend: unknown): backend is OnnxRuntimeBackend => 'nodeOf' in (backend as object);

const othersThan = (variables: readonly tf.Variable[]): tf.Variable[] => {
  const own = new Set(variables);
  return Object.values(tf.engine().registeredVariables).filter((variable) => !own.has(variable));
};

const dataOf = (variables: readonly tf.Variable[]) =>
  new Map(variables.map((variable) => [variable, variable.dataId]));
