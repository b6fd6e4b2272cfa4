import { describe, expect, it } from 'vitest';
import { compile } from '../../../../worker/src/engine/onnxruntime/compile.ts';
import { plainProducts } from '../../../../worker/src/engine/onnxruntime/plain-products.ts';
import { targets } from '../../../../worker/src/engine/onnxruntime/target.ts';
import { apply, collect, leaf, type Node } from '../../../../worker/src/engine/onnxruntime/trace.ts';

const fused = 'com.microsoft.FusedMatMul';
const stack = (rows: number, columns: number): Node =>
  leaf(new Float32Array(2 * rows * columns), 'float32', [2, rows, columns]);

describe('products that transpose', () => {
  it.each([
    [stack(3, 4), stack(3, 5), { transA: 1, transB: 0 }, 1],
    [stack(4, 3), stack(5, 3), { transA: 0, transB: 1 }, 1],
    [stack(3, 4), stack(5, 3), { transA: 1, transB: 1 }, 2],
  ] as const)('become transposes and a plain product', (a, b, attributes, transposes) => {
    const { graph } = compile(collect([apply(fused, [a, b], [2, 4, 5], attributes)]), [plainProducts]);
    expect(graph.nodes.map(({ op }) => op)).toEqual([
      ...Array<string>(transposes).fill('Transpose'),
      'MatMul',
    ]);
  });

  it('are none of those that WebGPU leaves to the processor', () => {
    expect(targets.webgpu.rewrites).toContain(plainProducts);
    expect(targets.cpu.rewrites).not.toContain(plainProducts);
  });
});
