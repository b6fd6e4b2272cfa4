/** Elementwise arithmetic and the activations. */
import { apply, scalar, type Node } from '../trace.ts';
import {
  add,
  binary,
  comparison,
  divide,
  floatUnary,
  multiply,
  subtract,
  unary,
  where,
} from './elementwise.ts';
import { cast, filled, type Kernel, type KernelTable } from './kernel.ts';

const one = scalar(1);

const ofX =
  (make: (x: Node) => Node): Kernel =>
  (inputs) =>
    make(inputs.get('x'));
const ofAB =
  (make: (a: Node, b: Node) => Node): Kernel =>
  (inputs) =>
    make(inputs.get('a'), inputs.get('b'));

const floatKernel = (op: string): Kernel => ofX((x) => floatUnary(op, x));
/** Of values that keep their type, whole numbers included. */
const sameTypeKernel = (op: string): Kernel => ofX((x) => unary(op, x));
const arithmeticKernel = (op: string): Kernel => ofAB((a, b) => binary(op, a, b));

export const reciprocal = (x: Node): Node => floatUnary('Reciprocal', x);
export const squareRoot = (x: Node): Node => floatUnary('Sqrt', x);
const exponential = (x: Node): Node => floatUnary('Exp', x);
const logarithm = (x: Node): Node => floatUnary('Log', x);

/** max(x, 0). As Clip rather than Relu: onnxruntime's Relu takes longer. */
export const reluOf = (x: Node): Node =>
  x.type === 'float32' ? clip(x, 0, Infinity) : binary('Max', x, scalar(0, x.type));

/** Values within bounds, infinite ones included: left out, a bound would be the largest float instead. */
export const clip = (x: Node, low: number, high: number): Node =>
  x.type === 'float32'
    ? apply('Clip', [x, scalar(low), scalar(high)], x.shape)
    : binary('Min', binary('Max', x, scalar(low, x.type)), scalar(high, x.type));

/**
 * 1 where x > 0, else 0. HardSigmoid, max(0, min(1, αx + β)), is that in one pass with α the largest float:
 * exact for all x above 3e-39, which no normal float is below.
 */
const step = (x: Node): Node =>
  floatUnary('HardSigmoid', x, { alpha: { float: 3.4028234663852886e38 }, beta: { float: 0 } });

/** log(1 + x) = 2 atanh(x / (2 + x)), which keeps the digits of a small x. */
function log1p(x: Node): Node {
  const small = multiply(floatUnary('Atanh', divide(x, add(x, scalar(2)))), scalar(2));
  return where(comparison('Less', unary('Abs', x), scalar(0.5)), small, logarithm(add(x, one)));
}

/** exp(x) − 1 = tanh(x / 2) (exp(x) + 1), which keeps the digits of a small x. */
const expm1 = (x: Node): Node =>
  where(
    comparison('Less', x, one),
    multiply(floatUnary('Tanh', multiply(x, scalar(0.5))), add(exponential(x), one)),
    subtract(exponential(x), one),
  );

/** The remainder with the sign of the divisor. */
const floorMod = (a: Node, b: Node): Node =>
  a.type === 'int32' && b.type === 'int32'
    ? binary('Mod', a, b)
    : subtract(a, multiply(unary('Floor', divide(a, b)), b));

/** TensorFlow.js makes whole numbers of it whatever it divides. */
const floorDivide = (a: Node, b: Node): Node =>
  cast(unary('Floor', divide(cast(a, 'float32'), cast(b, 'float32'))), 'int32');

const seluScale = 1.0507009873554805;
const seluAlpha = 1.6732632423543772;

export const arithmeticKernels: KernelTable = {
  Abs: sameTypeKernel('Abs'),
  Acos: floatKernel('Acos'),
  Acosh: floatKernel('Acosh'),
  Asin: floatKernel('Asin'),
  Asinh: floatKernel('Asinh'),
  Atan: floatKernel('Atan'),
  Atanh: floatKernel('Atanh'),
  Ceil: floatKernel('Ceil'),
  Cos: floatKernel('Cos'),
  Cosh: floatKernel('Cosh'),
  Erf: floatKernel('Erf'),
  Exp: floatKernel('Exp'),
  Expm1: ofX((x) => expm1(cast(x, 'float32'))),
  Floor: floatKernel('Floor'),
  Log: floatKernel('Log'),
  Log1p: ofX((x) => log1p(cast(x, 'float32'))),
  Neg: sameTypeKernel('Neg'),
  Reciprocal: ofX(reciprocal),
  Round: floatKernel('Round'),
  Rsqrt: ofX((x) => reciprocal(squareRoot(x))),
  Sigmoid: floatKernel('Sigmoid'),
  Sign: sameTypeKernel('Sign'),
  Sin: floatKernel('Sin'),
  Sinh: floatKernel('Sinh'),
  Softplus: floatKernel('Softplus'),
  Sqrt: ofX(squareRoot),
  Square: ofX((x) => multiply(x, x)),
  Tan: floatKernel('Tan'),
  Tanh: floatKernel('Tanh'),

  Relu: ofX(reluOf),
  Relu6: ofX((x) => clip(x, 0, 6)),
  Elu: ofX((x) => floatUnary('Elu', x, { alpha: { float: 1 } })),
  Selu: ofX((x) => floatUnary('Selu', x, { alpha: { float: seluAlpha }, gamma: { float: seluScale } })),
  LeakyRelu: (inputs, { alpha }) =>
    floatUnary('LeakyRelu', inputs.get('x'), { alpha: { float: alpha as number } }),
  Prelu: (inputs) => {
    const x = inputs.get('x');
    return where(comparison('Greater', x, scalar(0)), x, multiply(x, inputs.get('alpha')));
  },
  Step: (inputs, { alpha }) => {
    const x = inputs.get('x');
    const below = alpha as number;
    return below === 0 ? step(x) : add(multiply(step(x), scalar(1 - below)), scalar(below));
  },
  EluGrad: (inputs) => {
    const [dy, y] = [inputs.get('dy'), inputs.get('y')];
    return where(comparison('GreaterOrEqual', y, scalar(0)), dy, multiply(dy, add(y, one)));
  },
  ClipByValue: (inputs, { clipValueMin, clipValueMax }) =>
    clip(inputs.get('x'), clipValueMin as number, clipValueMax as number),

  Add: arithmeticKernel('Add'),
  Sub: arithmeticKernel('Sub'),
  Multiply: arithmeticKernel('Mul'),
  RealDiv: ofAB((a, b) => divide(cast(a, 'float32'), cast(b, 'float32'))),
  FloorDiv: ofAB(floorDivide),
  Mod: ofAB(floorMod),
  Pow: arithmeticKernel('Pow'),
  Maximum: arithmeticKernel('Max'),
  Minimum: arithmeticKernel('Min'),
  SquaredDifference: ofAB((a, b) => {
    const difference = subtract(a, b);
    return multiply(difference, difference);
  }),
  AddN: (inputs) => inputs.all().reduce(add),

  Cast: (inputs, { dtype }) => cast(inputs.get('x'), castTarget(dtype)),
  ZerosLike: ofX((x) => filled(0, x.type, x.shape)),
  OnesLike: ofX((x) => filled(1, x.type, x.shape)),
};

function castTarget(dtype: unknown): 'float32' | 'int32' | 'bool' {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new TypeError(`the engine onnxruntime cannot cast to ${String(dtype)}`);
}
