import {
  estimateScores,
  halfSplit,
  leaveOneOutScores,
  leaveOneOutSplit,
  mean,
  Rng,
  spearman,
  type ScoreEstimate,
} from '@engram/core';
import { expect, it } from 'vitest';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { runData } from '../../../worker/src/datasets/run-data.ts';
import { familyDataset, memorizingConfig, runAll } from '../../worker/pipeline/toy-run.ts';
import { inMemory } from '../../factories/run-data.ts';

/** Three families of four near-duplicates, and twelve datapoints that resemble none. */
const families = { families: 3, members: 4, singles: 12 };
const inFamilies = families.families * families.members;
const data = runData({}, inMemory(familyDataset(families)));
const count = data.indices.length;
const config = { ...memorizingConfig({ key: 'half-split', encoders: 2 }), epochs: 40 };
const repetitions = 5;
const halfSplitEncoders = 96;

const values = (estimates: readonly ScoreEstimate[]): number[] => estimates.map(({ value }) => value!);

it('half-split ranks datapoints as leave-one-out, the definition itself, does; near-duplicates hide each other', async () => {
  await selectEngine('onnxruntime');
  const one = leaveOneOutSplit(count, repetitions, Rng.fromSeed('leave-one-out'));
  const exact = values(leaveOneOutScores(await runAll(config, data, one), one.masks));
  const half = halfSplit(count, halfSplitEncoders, Rng.fromSeed('half-split'));
  const alignments = await runAll(config, data, half);
  const estimated = values(estimateScores({ alignments, masks: half.masks }));
  const correlation = spearman(exact, estimated)!;
  const report = {
    correlation,
    exact: {
      mean: mean(exact),
      families: mean(exact.slice(0, inFamilies)),
      singles: mean(exact.slice(inFamilies)),
    },
    half: {
      mean: mean(estimated),
      families: mean(estimated.slice(0, inFamilies)),
      singles: mean(estimated.slice(inFamilies)),
    },
    sizeBias: mean(estimated) - mean(exact),
  };
  console.log(`half-split against leave-one-out at N = ${count}: ${JSON.stringify(report)}`);
  expect(correlation).toBeGreaterThanOrEqual(0.8);
  expect(report.exact.singles).toBeGreaterThan(report.exact.families + 0.05);
  expect(report.half.singles).toBeGreaterThan(report.half.families + 0.05);
  // Encoders of half the data memorize what they have more: the bias of the training size, recorded in docs/estimators.md.
  expect(report.sizeBias).toBeGreaterThan(0);
  expect(report.sizeBias).toBeLessThan(mean(exact));
}, 1_800_000);
