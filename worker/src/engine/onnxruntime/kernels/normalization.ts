/** Softmax and batch normalization with given statistics. */
import { apply, scalar } from '../trace.ts';
import { reciprocal, squareRoot } from './arithmetic.ts';
import { add, multiply, subtract } from './elementwise.ts';
import { cast, type KernelTable } from './kernel.ts';

export const normalizationKernels: KernelTable = {
  Softmax: (inputs, { dim }) => {
    const logits = cast(inputs.get('logits'), 'float32');
    return apply('Softmax', [logits], logits.shape, { axis: dim as number });
  },
  LogSoftmax: (inputs, { axis }) => {
    const logits = cast(inputs.get('logits'), 'float32');
    return apply('LogSoftmax', [logits], logits.shape, { axis: axis as number });
  },
  FusedBatchNorm: (inputs, { varianceEpsilon }) => {
    const variance = inputs.get('variance');
    const inverse = reciprocal(squareRoot(add(variance, scalar(varianceEpsilon as number))));
    const scale = inputs.optional('scale');
    const slope = scale ? multiply(inverse, scale) : inverse;
    const offset = inputs.optional('offset');
    const shift = multiply(inputs.get('mean'), slope);
    const scaled = multiply(inputs.get('x'), slope);
    return offset ? add(scaled, subtract(offset, shift)) : subtract(scaled, shift);
  },
};
