/** Tries a model on a few datapoints before it is stored. */
import { DomainError, imageSize, type OnnxEncoderConfig } from '@engram/core';
import { runModel, type ModelFeatures, type ModelPass } from './run-model.ts';

/** Rows that stand beside the first one. */
const companions = 3;

/** How much two passes of one row may differ, relative to its largest feature: the order of additions may depend on the batch. */
const tolerance = { float32: 1e-3, float16: 2e-2 } as const;

/**
 * The layers that a model has, in the order of its outputs, the representation last.
 * @param images [B, H, W, C], at least one
 * @param representation name of an output; the last one when left out
 * @throws DomainError INVALID_SCORE_INPUT for an output that is missing, not finite, not one row a datapoint, or that depends on the other
 *   datapoints of a batch
 */
export async function examineModel(
  pass: ModelPass,
  images: Float32Array,
  representation?: string,
): Promise<OnnxEncoderConfig['layers']> {
  const { session, name, shape, input } = pass;
  const outputs = [...session.outputNames];
  if (representation !== undefined && !outputs.includes(representation))
    throw new DomainError(
      'INVALID_SCORE_INPUT',
      `${name}: it has no output '${representation}'; it has ${outputs.map((output) => `'${output}'`).join(', ')}.`,
    );
  const size = imageSize(shape);
  const one = images.subarray(0, size);
  const rows = input.batch ?? companions + 1;
  const found = await runModel(
    pass,
    batchOf(one, rows, (n) =>
      images.subarray((n * size) % images.length, ((n * size) % images.length) + size),
    ),
    rows,
    outputs,
  );
  // Beside others that are surely different.
  const again = await runModel(
    pass,
    batchOf(one, rows, () => one.map((value) => 1 - value)),
    rows,
    outputs,
  );
  for (const output of outputs)
    compare(found.get(output)!, again.get(output)!, `${name}, output '${output}'`, tolerance[input.type]);
  const last = representation ?? outputs.at(-1)!;
  return [...outputs.filter((output) => output !== last), last].map((output) => {
    const { dims, pooling } = found.get(output)!;
    return { name: output, dims, pooling };
  });
}

function batchOf(first: Float32Array, rows: number, other: (row: number) => Float32Array): Float32Array {
  const batch = new Float32Array(rows * first.length);
  batch.set(first);
  for (let row = 1; row < rows; row++) batch.set(other(row), row * first.length);
  return batch;
}

function compare(a: ModelFeatures, b: ModelFeatures, where: string, most: number): void {
  const [one, other] = [a.values.subarray(0, a.dims), b.values.subarray(0, b.dims)];
  const scale = one.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const difference = one.reduce((largest, value, d) => Math.max(largest, Math.abs(value - other[d]!)), 0);
  if (difference <= most * scale) return;
  throw new DomainError(
    'INVALID_SCORE_INPUT',
    `${where}: it depends on the batch: the same datapoint among other ones gave features that differ by ${difference.toPrecision(3)}. ` +
      'Export the model for inference (model.eval() in PyTorch), so that batch normalisation uses its running statistics and dropout is off.',
  );
}
