import type * as tf from '@tensorflow/tfjs';
import type { Parameters } from '../parameters.ts';
import type { Layer } from './layer.ts';

const epsilon = 1e-6;

/**
 * Layer normalisation over the last axis, [..., D]: y = γ (x − μ) / √(σ² + ε) + β with the biased variance of each row.
 * Source: Ba et al. 2016 (arXiv 1607.06450). ε = 1e-6, as vision transformers have it.
 */
export function layerNormalization<T extends tf.Tensor>(
  parameters: Parameters,
  name: string,
  dims: number,
): Layer<T, T> {
  const gamma = parameters.constant<tf.Tensor1D>(`${name}.weight`, [dims], 1);
  const beta = parameters.constant<tf.Tensor1D>(`${name}.bias`, [dims], 0);
  return (x) => {
    const centred = x.sub<T>(x.mean(-1, true));
    const variance = centred.square().mean(-1, true);
    return centred.mul<T>(variance.add(epsilon).rsqrt()).mul<T>(gamma).add(beta);
  };
}
