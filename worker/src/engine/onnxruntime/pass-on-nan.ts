/**
 * WGSL lets a device assume that no value is infinite or not a number: bounds, exponentials and softmax then make a number of what is
 * none, and training that diverged would look as if it went on. This rewrite puts the values back where they were none.
 */
import { rewrite, type Rewrite } from './rewrite.ts';
import { apply, scalar, type Node } from './trace.ts';

/** Operators that lose what is not a number, when it stands in their first input. */
const losing = new Set(['Clip', 'HardSigmoid', 'Exp', 'Sigmoid', 'Elu', 'Softplus', 'LogSoftmax']);

const compare = (op: string, a: Node, b: Node): Node => apply(op, [a, b], a.shape, {}, 'bool');
const choose = (condition: Node, yes: Node, no: Node): Node =>
  apply('Where', [condition, yes, no], condition.shape, {}, 'float32');

/** Puts back what is not a number: only that differs from itself. */
const restore = (x: Node, computed: Node): Node => choose(compare('Equal', x, x), computed, x);

/** One +∞ or NaN makes the whole row NaN: on WebGPU LogSoftmax does so too, where Softmax writes zeros. */
function softmax(x: Node, { shape, attributes }: Node): Node {
  const log = restore(x, apply('LogSoftmax', [x], shape, attributes));
  return restore(log, apply('Exp', [log], shape));
}

/** The logarithm where it has one, −∞ at 0, and not a number elsewhere. */
const logarithm = (x: Node, computed: Node): Node =>
  choose(
    compare('Greater', x, scalar(0)),
    computed,
    choose(compare('Equal', x, scalar(0)), scalar(-Infinity), scalar(NaN)),
  );

export const passOnNaN: Rewrite = ({ nodes, targets }) =>
  rewrite(nodes, targets, (_, node) => {
    const [x] = node.inputs;
    if (!x || node.type !== 'float32') return undefined;
    if (node.op === 'Log') return logarithm(x, node);
    if (node.op === 'Softmax') return softmax(x, node);
    return losing.has(node.op) ? restore(x, node) : undefined;
  });
