import { describe, expect, it } from 'vitest';
import { comparableRuns } from '../../../../web/src/features/run/findings/comparable-runs.ts';
import { layersMessage } from '../../../../web/src/features/run/findings/layer-messages.ts';
import { unitsMessage } from '../../../../web/src/features/run/findings/unit-messages.ts';

const config = (patch: object = {}) =>
  JSON.stringify({
    name: 'a',
    seed: 1,
    datapoints: 100,
    method: { key: 'simclr' },
    encoder: { key: 'mlp', widths: [8, 4] },
    estimator: { key: 'half-split', encoders: 8 },
    scoring: { measure: 'layer-alignment', views: 10, distance: 'l2', unitNorm: true },
    ...patch,
  });
const run = (id: string, patch: object = {}, layers = ['layer1', 'representation']) => ({
  id,
  config: config(patch),
  layers: layers.map((layer) => ({ layer })),
});
const own = run('own');
const beside = (...others: ReturnType<typeof run>[]) => comparableRuns(own, others).map(({ id }) => id);

describe('runs whose layers stand beside each other', () => {
  it('are of another method on the same masks', () => {
    expect(beside(run('vicreg', { method: { key: 'vicreg' } }))).toEqual(['vicreg']);
  });

  it.each([
    ['the run itself', run('own', { method: { key: 'vicreg' } })],
    ['the same encoders', run('named', { name: 'b' })],
    ['other masks', run('seed', { method: { key: 'vicreg' }, seed: 2 })],
    ['other datapoints', run('few', { method: { key: 'vicreg' }, datapoints: 50 })],
    ['other layers', run('layers', { method: { key: 'vicreg' } }, ['layer1', 'layer2', 'representation'])],
    ['encoders from elsewhere', run('imported', { method: { key: 'imported' } })],
    [
      'another number of views',
      run('views', {
        method: { key: 'vicreg' },
        scoring: { measure: 'layer-alignment', views: 5, distance: 'l2', unitNorm: true },
      }),
    ],
  ])('are not %s', (_, other) => expect(beside(other)).toEqual([]));
});

describe('what is said of findings', () => {
  const layer = (name: string, relativeMean: number | null) => ({
    ...{ layer: name, mean: 0.1, low: null, high: null, relativeMean, count: 90 },
  });

  it('names the layer that stands out by its relative mean', () => {
    const text = layersMessage([layer('layer1', 0.02), layer('representation', 0.3)], 2);
    expect(text).toContain('It is highest at representation: 0.3000.');
    expect(text).toContain('2 other runs with the same masks');
    expect(layersMessage([layer('layer1', null), layer('representation', null)], 0)).not.toContain('highest');
  });

  it('counts the units whose encoder was trained with what drives them', () => {
    const text = unitsMessage([
      { trainedOn: true, datapoint: { index: 1 } },
      { trainedOn: false, datapoint: { index: 1 } },
      { trainedOn: true, datapoint: { index: 2 } },
    ]);
    expect(text).toContain('driven by 2 datapoints;');
    expect(text).toContain('in 2 of 3 the encoder');
  });
});
