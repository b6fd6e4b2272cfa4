import { sizeOf, type Node } from './trace.ts';

const products = new Set(['Gemm', 'MatMul', 'com.microsoft.FusedMatMul']);

/** Floating-point operations of the matrix products of a graph: two for each term. */
export const productOperations = (nodes: readonly Node[]): number =>
  nodes.reduce((sum, { op, shape, inputs, attributes }) => {
    const [a] = inputs;
    if (!a || !products.has(op)) return sum;
    const depth = a.shape.at(attributes['transA'] === 1 ? -2 : -1) ?? 1;
    return sum + 2 * sizeOf(shape) * depth;
  }, 0);
