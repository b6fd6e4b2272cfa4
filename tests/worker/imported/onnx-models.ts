/** Small ONNX models, written by the engine's own writer. */
import { encodeModel, type OnnxGraph } from '../../../worker/src/engine/onnxruntime/onnx-model.ts';

const dynamic = -1;

/** [B, W] · matrix [W, D] → `hidden` [B, D], and its ReLU `features`. */
export function linearModel(matrix: Float32Array, width: number, o: { batch?: number } = {}): Uint8Array {
  const dims = matrix.length / width;
  const rows = o.batch ?? dynamic;
  return encodeModel({
    nodes: [
      { op: 'MatMul', domain: '', inputs: ['images', 'matrix'], outputs: ['hidden'], attributes: {} },
      { op: 'Relu', domain: '', inputs: ['hidden'], outputs: ['features'], attributes: {} },
    ],
    inputs: [{ name: 'images', type: 'float32', shape: [rows, width] }],
    outputs: [
      { name: 'hidden', type: 'float32', shape: [rows, dims] },
      { name: 'features', type: 'float32', shape: [rows, dims] },
    ],
    initializers: [{ name: 'matrix', type: 'float32', shape: [width, dims], data: matrix }],
  });
}

/** A model of one node from `images` to `features`. */
export function oneNode(
  op: string,
  o: {
    input: readonly number[];
    output: readonly number[];
    attributes?: OnnxGraph['nodes'][number]['attributes'];
    more?: OnnxGraph['initializers'];
    type?: OnnxGraph['inputs'][number]['type'];
  },
): Uint8Array {
  const more = o.more ?? [];
  const type = o.type ?? 'float32';
  return encodeModel({
    nodes: [
      {
        op,
        domain: '',
        inputs: ['images', ...more.map(({ name }) => name)],
        outputs: ['features'],
        attributes: o.attributes ?? {},
      },
    ],
    inputs: [{ name: 'images', type, shape: o.input }],
    outputs: [{ name: 'features', type, shape: o.output }],
    initializers: more,
  });
}
