import { expect, it } from 'vitest';
import { productOperations } from '../../../../worker/src/engine/onnxruntime/product-operations.ts';
import { apply, leaf, type Node } from '../../../../worker/src/engine/onnxruntime/trace.ts';

const zeros = (...shape: number[]): Node =>
  leaf(new Float32Array(shape.reduce((a, b) => a * b, 1)), 'float32', shape);

it('counts a multiplication and an addition for each term of every product, and nothing else', () => {
  const gemm = apply('Gemm', [zeros(5, 2), zeros(5, 3)], [2, 3], { transA: 1, transB: 0 });
  const batched = apply('MatMul', [zeros(4, 2, 5), zeros(4, 5, 3)], [4, 2, 3]);
  expect(productOperations([gemm, apply('Exp', [gemm], [2, 3]), batched])).toBe(
    2 * 2 * 3 * 5 + 2 * 4 * 2 * 3 * 5,
  );
});
