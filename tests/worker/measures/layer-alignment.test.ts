import type { RunConfigInput } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { expectClose } from '../../oracles/close.ts';
import { naiveAlignment } from '../../oracles/alignment.ts';
import { configOf, data, freshEncoder, measure, rowsUnder, viewsByDatapoint } from './measured-toy.ts';

const conv: Partial<RunConfigInput> = { encoder: { key: 'small-conv', channels: [4, 6, 5] } };

beforeAll(() => selectEngine('onnxruntime'));

describe('layer alignment', () => {
  it('is the alignment loss of the flattened output of every inner layer, and of the representation', async () => {
    const encoder = freshEncoder(conv);
    const { perLayer, perDatapoint } = await measure(encoder, 'layer-alignment');
    const count = data.indices.length;
    expect(perLayer!.length).toBe(3 * count);
    const images = viewsByDatapoint();
    for (const [index, { name }] of encoder.layers.entries())
      for (const n of [0, 7, count - 1]) {
        const rows = await rowsUnder(encoder, images[n]!, name, 'flattened');
        expectClose(perLayer![index * count + n], naiveAlignment(rows, 'l2', true), 1e-5);
      }
    expect(perDatapoint).toEqual(perLayer!.slice(2 * count));
    expect(perDatapoint).toEqual((await measure(encoder, 'alignment')).perDatapoint);
    encoder.dispose();
  });

  it('does not pool inner layers: a channel has its positions beside each other', async () => {
    const encoder = freshEncoder(conv);
    const [images] = viewsByDatapoint();
    const [flattened, pooled] = [
      await rowsUnder(encoder, images!, 'conv1', 'flattened'),
      await rowsUnder(encoder, images!, 'conv1'),
    ];
    expect([flattened[0]!.length, pooled[0]!.length]).toEqual([6 * 6 * 4, 4]);
    const channel = flattened[0]!.filter((_, i) => i % 4 === 1);
    expectClose(channel.reduce((sum, value) => sum + value, 0) / 36, pooled[0]![1]!, 1e-5);
    encoder.dispose();
  });

  it('scores the layer that the run names', async () => {
    const encoder = freshEncoder(conv);
    const config = configOf('layer-alignment', {
      ...conv,
      scoring: { views: 4, measure: 'layer-alignment', layer: 'conv2' },
    });
    const { perDatapoint, perLayer } = await measure(encoder, 'layer-alignment', { config });
    const count = data.indices.length;
    expect(perDatapoint).toEqual(perLayer!.slice(count, 2 * count));
    encoder.dispose();
  });
});
