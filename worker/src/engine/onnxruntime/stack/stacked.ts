/** Nodes with one more axis before all others: E values of one shape, [E, …]. */
import { expand, reshape } from '../kernels/kernel.ts';
import { apply, applyMany, int64List, type Node, type Shape } from '../trace.ts';

/** What stands for the corresponding nodes of E components. */
export interface Value {
  readonly node: Node;
  /** Whether the node has the axis E; without it, it is the same in all components. */
  readonly isStacked: boolean;
  /** Of one component. */
  readonly shape: Shape;
}

/** [E, …] of E nodes of one shape. */
export function stackOf(nodes: readonly Node[]): Node {
  const [{ shape, type }] = nodes as [Node];
  const rows = nodes.map((node) => reshape(node, [1, ...shape]));
  return apply('Concat', rows, [nodes.length, ...shape], { axis: 0 }, type);
}

/** The E nodes of a stack. */
export function unstack(stack: Node): Node[] {
  const [count = 0, ...shape] = stack.shape;
  const parts = applyMany(
    'Split',
    [stack, int64List(Array<number>(count).fill(1))],
    Array.from({ length: count }, () => ({ shape: [1, ...shape], type: stack.type })),
    { axis: 0 },
  );
  return parts.map((part) => reshape(part, shape));
}

/** With the axis E, whatever it was. */
export function stackedOf({ node, isStacked, shape }: Value, count: number): Node {
  return isStacked ? node : expand(reshape(node, [1, ...shape]), [count, ...shape]);
}

/** As an operand of a broadcast to so many axes: those that it lacks come after E. */
export function operandOf({ node, isStacked, shape }: Value, rank: number): Node {
  if (!isStacked) return node;
  const ones = Array<number>(rank - shape.length).fill(1);
  return reshape(node, [node.shape[0]!, ...ones, ...shape]);
}
