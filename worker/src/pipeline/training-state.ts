/**
 * A training that is under way, as a file from which it goes on to the same bits: the values of every variable that its step holds
 * (encoder, networks of the method, momentum copies, queues, centres, the optimizer's moments) in the safetensors layout, and in the
 * metadata what its histories have so far. Order and views of a step depend on epoch and datapoint only, so that no generator of random
 * numbers has a state.
 */
import * as tf from '@tensorflow/tfjs';
import { DomainError } from '@engram/core';
import { decodeSafetensors, encodeSafetensors } from '../encoders/weight-files/safetensors.ts';

/** What a training has told of itself after some of its steps. */
export interface TrainingRecord {
  /** Steps that are done. */
  steps: number;
  /** Sum of the losses of each epoch's datapoints, and how many these were. [epochs] */
  lossSums: number[];
  seen: number[];
  /** Mean alignment loss of the last batch of each epoch that has ended. */
  alignmentHistory: number[];
  lastLoss: number | null;
}

export interface TrainingState {
  record: TrainingRecord;
  /** Milliseconds that the steps took. */
  elapsedMs: number;
  /** Of the variables, in the order in which they were made. */
  values: { shape: readonly number[]; values: Float32Array }[];
}

/** The variables that `make` makes, in order, beside what it returns: its names count on in a process, its order does not change. */
export function variablesOf<T>(make: () => T): { made: T; variables: tf.Variable[] } {
  const before = new Set(Object.keys(tf.engine().registeredVariables));
  const made = make();
  const variables = Object.entries(tf.engine().registeredVariables)
    .filter(([name]) => !before.has(name))
    .map(([, variable]) => variable);
  return { made, variables };
}

/** Valid until the next step: an engine on the processor lends its own memory. */
export async function readVariables(variables: readonly tf.Variable[]): Promise<TrainingState['values']> {
  const values = await Promise.all(variables.map((variable) => variable.data<'float32'>()));
  return variables.map(({ shape }, i) => ({ shape, values: values[i]! }));
}

/** @returns whether they are values of these variables; nothing changes where they are not */
export function restoreVariables(
  variables: readonly tf.Variable[],
  values: TrainingState['values'],
): boolean {
  const fits =
    values.length === variables.length &&
    values.every(({ shape }, i) => tf.util.arraysEqual([...shape], variables[i]!.shape));
  if (fits)
    tf.tidy(() =>
      variables.forEach((variable, i) => variable.assign(tf.tensor(values[i]!.values, variable.shape))),
    );
  return fits;
}

const nameOf = (index: number): string => `variable.${String(index).padStart(6, '0')}`;

export function encodeState({ record, elapsedMs, values }: TrainingState): Uint8Array {
  return encodeSafetensors({
    metadata: { training: JSON.stringify({ ...record, elapsedMs }) },
    tensors: values.map((value, index) => ({ name: nameOf(index), ...value })),
  });
}

/** @throws DomainError INVALID_FILE */
export function decodeState(bytes: Uint8Array): TrainingState {
  const { metadata, tensors } = decodeSafetensors(bytes);
  if (metadata.training === undefined)
    throw new DomainError('INVALID_FILE', 'A saved training says nothing of its steps.');
  const { elapsedMs, ...record } = JSON.parse(metadata.training) as TrainingRecord & { elapsedMs: number };
  return { record, elapsedMs, values: tensors.map(({ shape, values }) => ({ shape, values })) };
}
