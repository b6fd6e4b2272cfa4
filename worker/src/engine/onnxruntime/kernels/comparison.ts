/** Comparison, logic and selection. */
import type { Node } from '../trace.ts';
import { comparison, logical, subtract, unary, where } from './elementwise.ts';
import { cast, reshape, type Kernel, type KernelTable } from './kernel.ts';

const compare =
  (op: string): Kernel =>
  (inputs) =>
    comparison(op, inputs.get('a'), inputs.get('b'));
const combine =
  (op: string): Kernel =>
  (inputs) =>
    logical(op, inputs.get('a'), inputs.get('b'));
const not = (x: Node): Node => unary('Not', cast(x, 'bool'));

const question = (op: string, x: Node): Node => {
  const float = cast(x, 'float32');
  return unary(op, float, {}, 'bool');
};

export const comparisonKernels: KernelTable = {
  Equal: compare('Equal'),
  NotEqual: (inputs) => not(comparison('Equal', inputs.get('a'), inputs.get('b'))),
  Greater: compare('Greater'),
  GreaterEqual: compare('GreaterOrEqual'),
  Less: compare('Less'),
  LessEqual: compare('LessOrEqual'),
  LogicalAnd: combine('And'),
  LogicalOr: combine('Or'),
  LogicalXor: combine('Xor'),
  LogicalNot: (inputs) => not(inputs.get('x')),
  IsNan: (inputs) => question('IsNaN', inputs.get('x')),
  IsInf: (inputs) => question('IsInf', inputs.get('x')),
  IsFinite: (inputs) => {
    // x − x is 0 for a finite x and not a number otherwise.
    const x = cast(inputs.get('x'), 'float32');
    return not(question('IsNaN', subtract(x, x)));
  },
  Select: (inputs) => {
    const [yes, no] = [inputs.get('t'), inputs.get('e')];
    const condition = inputs.get('condition');
    // A condition of one axis chooses whole rows.
    const rows = condition.shape.length === 1 && yes.shape.length > 1;
    const spread = rows
      ? reshape(condition, [...condition.shape, ...yes.shape.slice(1).map(() => 1)])
      : condition;
    return where(spread, yes, no);
  },
};
