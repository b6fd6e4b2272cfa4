import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { expectClose } from '../../oracles/close.ts';
import { naiveActivationValues, naiveSelectivities } from '../../oracles/measures.ts';
import { data, freshEncoder, measure, rowsUnder, viewsByDatapoint } from './measured-toy.ts';

beforeAll(() => selectEngine('onnxruntime'));

describe('unit activation', () => {
  it('agrees with loops over the activations that a ReLU lets pass', async () => {
    const encoder = freshEncoder();
    const { perDatapoint, units } = await measure(encoder, 'unit-activation');
    const activations: number[][][] = [];
    for (const images of viewsByDatapoint())
      activations.push((await rowsUnder(encoder, images)).map((row) => row.map((a) => Math.max(0, a))));
    const expected = naiveSelectivities(activations);
    expect(units!.length).toBe(8);
    for (const { unit, maximizer, selectivity } of units!) {
      expectClose(selectivity, expected[unit]!.selectivity, 1e-6);
      if (selectivity > 0) expect(maximizer).toBe(expected[unit]!.maximizer);
    }
    const means = activations.map((rows) =>
      rows[0]!.map((_, u) => rows.reduce((sum, row) => sum + row[u]!, 0) / rows.length),
    );
    naiveActivationValues(means).forEach((value, n) => expectClose(perDatapoint[n], value, 1e-6));
    encoder.dispose();
  });

  it('names the most selective units first, and gives a datapoint at least the selectivity of each unit that it drives', async () => {
    const encoder = freshEncoder();
    const before = tf.memory().numTensors;
    const { perDatapoint, units } = await measure(encoder, 'unit-activation');
    expect(tf.memory().numTensors).toBe(before);
    const order = units!.map(({ selectivity }) => selectivity);
    expect(order).toEqual(order.toSorted((a, b) => b - a));
    for (const { maximizer, selectivity } of units!)
      expect(perDatapoint[maximizer]).toBeGreaterThanOrEqual(selectivity);
    expect(perDatapoint.length).toBe(data.indices.length);
    encoder.dispose();
  });
});
