/**
 * WebGPU has no product that transposes by itself: onnxruntime would leave it to the processor, and move both matrices there and the product
 * back. This rewrite transposes them before.
 */
import { transpose } from './kernels/kernel.ts';
import { rewrite, type Rewrite } from './rewrite.ts';
import { apply, type Node } from './trace.ts';

/** With its last two axes exchanged. */
function exchanged(x: Node): Node {
  const axes = [...x.shape.keys()];
  return transpose(x, [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!]);
}

export const plainProducts: Rewrite = ({ nodes, targets }) =>
  rewrite(nodes, targets, (_, node) => {
    const [a, b] = node.inputs;
    if (node.op !== 'com.microsoft.FusedMatMul' || !a || !b) return undefined;
    const { transA, transB } = node.attributes;
    return apply('MatMul', [transA === 1 ? exchanged(a) : a, transB === 1 ? exchanged(b) : b], node.shape);
  });
