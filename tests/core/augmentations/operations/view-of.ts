import { createOperator, operationConfigSchema, Rng, ViewRenderer, type ImageShape } from '@engram/core';

/** A vector of D values. */
export const vectorOf = (dims: number): ImageShape => ({ height: 1, width: dims, channels: 1 });

/** One view of values [H, W, C] under one operation. */
export function viewOf(
  operation: object,
  values: Float32Array,
  shape: ImageShape,
  rng = Rng.fromSeed(3),
): Float32Array {
  const renderer = new ViewRenderer([createOperator(operationConfigSchema.parse(operation), shape)], shape);
  const out = new Float32Array(values.length);
  renderer.draw(rng).render(values, 0, out, 0);
  return out;
}

/** Whether one view of an operation takes as many numbers from its stream as `draws` says, whatever comes of them. */
export function takes(operation: object, shape: ImageShape, draws: (rng: Rng) => void): boolean {
  const values = Float32Array.from({ length: shape.height * shape.width * shape.channels }, (_, i) => i % 3);
  return Array.from({ length: 20 }, (_, seed) => {
    const [rng, reference] = [Rng.fromSeed(seed), Rng.fromSeed(seed)];
    viewOf(operation, values, shape, rng);
    draws(reference);
    return rng.uint32() === reference.uint32();
  }).every(Boolean);
}
