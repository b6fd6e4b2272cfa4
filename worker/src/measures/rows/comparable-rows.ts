import { comparesDirections, DomainError, loadViews, type Rows, type AnyRunConfig } from '@engram/core';

/** The rows that can be compared, in float64, of length 1 where the run asks for it, and their positions. */
export function comparableRows(
  representations: Float32Array,
  count: number,
  { scoring: { distance, unitNorm } }: AnyRunConfig,
): { usable: Int32Array; rows: Rows } {
  const dims = representations.length / count;
  const values = new Float64Array(representations.length);
  const usable: number[] = [];
  const options = { distance, unitNorm: unitNorm || comparesDirections(distance) };
  for (let position = 0; position < count; position++) {
    const row = values.subarray(usable.length * dims, (usable.length + 1) * dims);
    try {
      loadViews(representations, position, { datapoints: count, views: 1, dims }, options, row);
      usable.push(position);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
  return {
    usable: Int32Array.from(usable),
    rows: { values: values.subarray(0, usable.length * dims), count: usable.length, dims },
  };
}
