import { Rng, roleContrasts } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { estimateRun } from '../../../worker/src/pipeline/estimate.ts';
import { planRun } from '../../../worker/src/pipeline/plan.ts';
import { runData } from '../../../worker/src/datasets/run-data.ts';
import { memorizingConfig, mosaicDataset, runAll } from '../../worker/pipeline/toy-run.ts';
import { inMemory } from '../../factories/run-data.ts';

const data = runData({}, inMemory(mosaicDataset(60)));

describe('encoders that memorize what they were trained on', () => {
  beforeAll(async () => void (await selectEngine('onnxruntime')));

  it('score above 0 with their interval, and as far below 0 when who saw what is turned round', async () => {
    const config = memorizingConfig({ key: 'half-split', encoders: 8 });
    const plan = planRun(config, 60);
    const alignments = await runAll(config, data, plan);
    const { summary, comparabilityKey } = estimateRun({
      config,
      plan,
      alignments,
      data,
      codeVersion: 'test',
      engine: 'test',
    });
    expect(summary.low!).toBeGreaterThan(0);
    expect(summary.positiveFraction).toBeGreaterThan(0.7);
    expect(comparabilityKey).toMatchObject({ nIn: '4', nOut: '4', views: 8, pooling: 'none' });
    const turned = { ...plan, masks: plan.masks.map((mask) => mask.map((bit) => 1 - bit)) };
    const mirrored = estimateRun({
      config,
      plan: turned,
      alignments,
      data,
      codeVersion: 'test',
      engine: 'test',
    });
    expect(mirrored.summary.meanScore).toBeCloseTo(-summary.meanScore, 12);
    expect(mirrored.comparabilityKey.splitHash).not.toBe(comparabilityKey.splitHash);
  });

  it('under fg-split put S_C above 0 and S_I below; the interval of S_E covers 0; S_S and S_E have no scores', async () => {
    const config = memorizingConfig({
      key: 'fg-split',
      encoders: 16,
      sharedFraction: 0.2,
      candidateFraction: 0.3,
      independentFraction: 0.3,
      externalFraction: 0.2,
    });
    const plan = planRun(config, 60);
    const alignments = await runAll(config, data, plan);
    const table = { alignments, masks: plan.masks, pairs: plan.pairs! };
    const means = roleContrasts(table, plan.roles, Rng.fromSeed(1));
    expect(means.candidate!.low!).toBeGreaterThan(0);
    expect(means.independent!.high!).toBeLessThan(0);
    expect(means.external!.low!).toBeLessThan(0);
    expect(means.external!.high!).toBeGreaterThan(0);
    const { rows } = estimateRun({ config, plan, alignments, data, codeVersion: 'test', engine: 'test' });
    for (const row of rows) {
      if (row.role === 'shared') expect(row).toMatchObject({ value: null, identifiable: false, nOut: 0 });
      else if (row.role === 'external')
        expect(row).toMatchObject({ value: null, identifiable: false, nIn: 0 });
      else expect(row).toMatchObject({ nIn: 8, nOut: 8, identifiable: true });
    }
  });
});
