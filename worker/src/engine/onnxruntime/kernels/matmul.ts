/** Matrix products, plain, batched and fused with bias and activation. */
import { backend_util, type NamedAttrMap } from '@tensorflow/tfjs';
import { InvariantError } from '@engram/core';
import { apply, scalar, sizeOf, type Node } from '../trace.ts';
import { reluOf, clip } from './arithmetic.ts';
import { add, comparison, floatUnary, multiply, where } from './elementwise.ts';
import { cast, reshape, type KernelInputs, type KernelTable } from './kernel.ts';

/** `op(a) op(b) + c` of matrices; c broadcasts over rows. */
export function gemm(a: Node, b: Node, transA: boolean, transB: boolean, c?: Node): Node {
  const rows = a.shape[transA ? 1 : 0] ?? 0;
  const columns = b.shape[transB ? 0 : 1] ?? 0;
  const attributes = { transA: transA ? 1 : 0, transB: transB ? 1 : 0 };
  return apply('Gemm', c ? [a, b, c] : [a, b], [rows, columns], attributes);
}

/** The product over the last two axes; the axes before broadcast. */
function matMul(a: Node, b: Node, transA: boolean, transB: boolean): Node {
  const [left, right] = [cast(a, 'float32'), cast(b, 'float32')];
  const batchShape = backend_util.assertAndGetBroadcastShape(
    left.shape.slice(0, -2),
    right.shape.slice(0, -2),
  );
  const rows = left.shape.at(transA ? -1 : -2) ?? 0;
  const columns = right.shape.at(transB ? -2 : -1) ?? 0;
  const shape = [...batchShape, rows, columns];
  if (sizeOf(batchShape) === 1) {
    return reshape(
      gemm(reshape(left, left.shape.slice(-2)), reshape(right, right.shape.slice(-2)), transA, transB),
      shape,
    );
  }
  if (!transA && !transB) return apply('MatMul', [left, right], shape);
  const attributes = { transA: transA ? 1 : 0, transB: transB ? 1 : 0 };
  return apply('com.microsoft.FusedMatMul', [left, right], shape, attributes);
}

/** The activations that TensorFlow.js fuses into products and convolutions. */
export function activate(x: Node, inputs: KernelInputs, attributes: NamedAttrMap): Node {
  const { activation, leakyreluAlpha } = attributes as { activation?: string; leakyreluAlpha?: number };
  switch (activation ?? 'linear') {
    case 'linear':
      return x;
    case 'relu':
      return reluOf(x);
    case 'relu6':
      return clip(x, 0, 6);
    case 'elu':
      return floatUnary('Elu', x, { alpha: { float: 1 } });
    case 'sigmoid':
      return floatUnary('Sigmoid', x);
    case 'leakyrelu':
      return floatUnary('LeakyRelu', x, { alpha: { float: leakyreluAlpha ?? 0.2 } });
    case 'prelu': {
      const scaled = multiply(x, inputs.get('preluActivationWeights'));
      return where(comparison('Greater', x, scalar(0)), x, scaled);
    }
    default:
      throw new InvariantError(`the engine onnxruntime knows no fused activation '${activation}'`);
  }
}

interface MatMulAttributes {
  transposeA: boolean;
  transposeB: boolean;
}

export const matmulKernels: KernelTable = {
  BatchMatMul: (inputs, attributes) => {
    const { transposeA, transposeB } = attributes as unknown as MatMulAttributes;
    return matMul(inputs.get('a'), inputs.get('b'), transposeA, transposeB);
  },
  _FusedMatMul: (inputs, attributes) => {
    const { transposeA, transposeB } = attributes as unknown as MatMulAttributes;
    const product = matMul(inputs.get('a'), inputs.get('b'), transposeA, transposeB);
    const bias = inputs.optional('bias');
    return activate(bias ? add(product, bias) : product, inputs, attributes);
  },
  Einsum: (inputs, { equation }) => {
    const operands = inputs.all().map((node) => cast(node, 'float32'));
    const text = equation as string;
    return apply('Einsum', operands, einsumShape(text, operands), { equation: text });
  },
};

function einsumShape(equation: string, operands: readonly Node[]): number[] {
  const [left = '', right = ''] = equation.replaceAll(' ', '').split('->');
  const sizes = new Map<string, number>();
  left
    .split(',')
    .forEach((term, index) =>
      [...term].forEach((letter, axis) => sizes.set(letter, operands[index]?.shape[axis] ?? 1)),
    );
  return [...right].map((letter) => sizes.get(letter) ?? 1);
}
