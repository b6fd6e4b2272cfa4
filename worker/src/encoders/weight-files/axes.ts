/** Axis `axes[k]` of the tensor becomes axis k. @param values row-major, of `shape` */
export function permuted(
  values: Float32Array,
  shape: readonly number[],
  axes: readonly number[],
): Float32Array {
  const strides = shape.map((_, axis) =>
    shape.slice(axis + 1).reduce((product, length) => product * length, 1),
  );
  const lengths = axes.map((axis) => shape[axis]!);
  const steps = axes.map((axis) => strides[axis]!);
  const place = axes.map(() => 0);
  const result = new Float32Array(values.length);
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = values[from]!;
    for (let k = axes.length - 1; k >= 0; k--) {
      from += steps[k]!;
      place[k]!++;
      if (place[k]! < lengths[k]!) break;
      from -= steps[k]! * lengths[k]!;
      place[k] = 0;
    }
  }
  return result;
}

/** The permutation that undoes `axes`. */
export const inverse = (axes: readonly number[]): number[] => axes.map((_, axis) => axes.indexOf(axis));
