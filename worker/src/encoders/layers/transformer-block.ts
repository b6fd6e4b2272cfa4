import * as tf from '@tensorflow/tfjs';
import type { Parameters } from '../parameters.ts';
import { dense } from './dense.ts';
import { layerNormalization } from './layer-normalization.ts';
import type { Layer } from './layer.ts';

/** How wide the hidden layer of a block is, beside its tokens. */
const expansion = 4;

/**
 * Transformer block with normalisation first, [B, T, D] → [B, T, D]:
 *
 *   y = x + attention(LN(x)),   z = y + W₂ GELU(W₁ LN(y))
 *
 * with softmax(q kᵀ / √(D / heads)) v in each head, GELU exact by erf, and a hidden layer four times as wide unless `hidden` says otherwise.
 * Source: Dosovitskiy et al. 2021 (arXiv 2010.11929), equations 2 and 3. Named as timm's blocks.
 */
export function transformerBlock(
  parameters: Parameters,
  name: string,
  dims: number,
  { heads, hidden = expansion * dims }: { heads: number; hidden?: number },
): Layer<tf.Tensor3D, tf.Tensor3D> {
  const firstNorm = layerNormalization<tf.Tensor3D>(parameters, `${name}.norm1`, dims);
  const qkv = dense(parameters, `${name}.attn.qkv`, dims, 3 * dims, { bias: true });
  const out = dense(parameters, `${name}.attn.proj`, dims, dims, { bias: true });
  const secondNorm = layerNormalization<tf.Tensor3D>(parameters, `${name}.norm2`, dims);
  const widen = dense(parameters, `${name}.mlp.fc1`, dims, hidden, { bias: true });
  const narrow = dense(parameters, `${name}.mlp.fc2`, hidden, dims, { bias: true });
  return (x, mode) => {
    const attended = attention(onTokens(qkv)(firstNorm(x, mode), mode), heads);
    const y = x.add<tf.Tensor3D>(onTokens(out)(attended, mode));
    const inner = gelu(onTokens(widen)(secondNorm(y, mode), mode));
    return y.add(onTokens(narrow)(inner, mode));
  };
}

/** A layer on each token by itself, [B, T, I] → [B, T, O]. */
export const onTokens =
  (layer: Layer<tf.Tensor2D, tf.Tensor2D>): Layer<tf.Tensor3D, tf.Tensor3D> =>
  (x, mode) => {
    const [batch, tokens, dims] = x.shape;
    const y = layer(x.reshape([batch * tokens, dims]), mode);
    return y.reshape([batch, tokens, y.shape[1]]);
  };

/** @param qkv all queries, then all keys, then all values, each heads × dims of a head, [B, T, 3 D]; returns [B, T, D] */
function attention(qkv: tf.Tensor3D, heads: number): tf.Tensor3D {
  const [batch, tokens, width] = qkv.shape;
  const dims = width / 3;
  const [q, k, v] = tf
    .split(qkv, 3, 2)
    .map((part) => part.reshape([batch, tokens, heads, dims / heads]).transpose([0, 2, 1, 3])) as [
    tf.Tensor4D,
    tf.Tensor4D,
    tf.Tensor4D,
  ]; // [B, heads, T, D / heads]
  const weights = tf
    .matMul(q, k, false, true)
    .mul(1 / Math.sqrt(dims / heads))
    .softmax(3); // [B, heads, T, T]
  return tf.matMul(weights, v).transpose([0, 2, 1, 3]).reshape([batch, tokens, dims]);
}

const gelu = (x: tf.Tensor3D): tf.Tensor3D => x.mul(x.div(Math.SQRT2).erf().add(1).mul(0.5));
