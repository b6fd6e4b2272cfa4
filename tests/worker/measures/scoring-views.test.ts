import { imageSize, ScoringViewRenderer } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { runData } from '../../../worker/src/datasets/run-data.ts';
import { scoringViews } from '../../../worker/src/measures/scoring-views.ts';
import { toyConfig, toyDataset } from '../pipeline/toy-run.ts';
import { inMemory } from '../../factories/run-data.ts';

const config = toyConfig({ datapoints: 70, scoring: { views: 5 } });
const dataset = toyDataset(90);
const data = runData(config, inMemory(dataset));

describe('the scoring views of a run', () => {
  it('can be redrawn for one datapoint from its own pixels and index, to the last bit', () => {
    const size = imageSize(data.shape);
    const scored = Float32Array.from([...scoringViews(config, data)].flatMap(({ images }) => [...images]));
    expect(scored).toHaveLength(70 * 5 * size);
    for (const position of [0, 37, 69]) {
      const index = data.indices[position]!;
      const pixels = dataset.pixels.slice(index * size, (index + 1) * size);
      const redrawn = new Float32Array(5 * size);
      new ScoringViewRenderer(config, data.shape).render(pixels, 0, index, redrawn, 0);
      expect(redrawn).toEqual(scored.subarray(position * 5 * size, (position + 1) * 5 * size));
    }
  });

  it('differ from view to view, from datapoint to datapoint and from seed to seed', () => {
    const size = imageSize(data.shape);
    const draw = (index: number, seed = config.seed) => {
      const out = new Float32Array(5 * size);
      new ScoringViewRenderer({ ...config, seed }, data.shape).render(dataset.pixels, 3, index, out, 0);
      return out;
    };
    expect(draw(3).slice(0, size)).not.toEqual(draw(3).slice(size, 2 * size));
    expect(draw(3)).not.toEqual(draw(4));
    expect(draw(3)).not.toEqual(draw(3, 9));
  });
});
