import {
  agreementCeiling,
  areaUnderCurve,
  estimateScores,
  inferClasses,
  meanOverViews,
  measureDefinitions,
  measureScoring,
  relativeValue,
  rowsOf,
  sidesScoring,
} from '@engram/core';
import { describe, expect, it } from 'vitest';
import { readFixture } from '../../helpers/fixtures.ts';
import { expectClose } from '../../oracles/close.ts';
import { alignmentLoss, gradientCoherences, unitSelectivities } from './by-rows.ts';

interface MeasuresFixture {
  layerAlignment: {
    representations: number[][][][][];
    mask: boolean[][];
    perEncoder: number[][][];
    score: number[][];
    relativeScore: number[][];
    meanByLayer: number[];
  };
  unitActivation: { activations: number[][][]; maximizer: number[]; mean: number[] };
  labelConfidence: { correct: boolean[][]; mask: boolean[][]; score: number[] };
  gradientCoherence: { gradients: number[][]; coherence: number[] };
  dejaVu: {
    publicRepresentations: number[][];
    publicLabels: number[];
    cropRepresentations: number[][];
    k: number;
    inferred: number[];
  };
  auc: { scores: number[]; planted: boolean[]; auc: number };
  agreementCeiling: { reliabilityA: number; reliabilityB: number; ceiling: number };
}

const fixture = readFixture<MeasuresFixture>('measures');
const bits = (masks: boolean[][]): number[][] => masks.map((mask) => mask.map(Number));

function expectAllClose(actual: ArrayLike<number | null>, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => expectClose(actual[i], value));
}

describe('layer alignment agrees with numpy', () => {
  const { representations, mask, perEncoder, score, relativeScore, meanByLayer } = fixture.layerAlignment;
  const losses = representations.map((layers) =>
    layers.map((views) => views.map((rows) => alignmentLoss(rows, { distance: 'l2', unitNorm: true }))),
  ); // [t][L][N]

  it('for each encoder and layer', () => {
    losses.forEach((layers, e) => layers.forEach((row, l) => expectAllClose(row, perEncoder[e]![l]!)));
  });

  it.each(score.map((_, l) => l))('as scores and their mean, layer %i', (l) => {
    const estimates = estimateScores({ alignments: losses.map((layers) => layers[l]!), masks: bits(mask) });
    expectAllClose(
      estimates.map(({ value }) => value),
      score[l]!,
    );
    expectAllClose(estimates.map(relativeValue), relativeScore[l]!);
    expectClose(estimates.reduce((sum, { value }) => sum + value!, 0) / estimates.length, meanByLayer[l]!);
  });
});

it('unit activation agrees with numpy', () => {
  const { activations, maximizer, mean } = fixture.unitActivation;
  const [views, units] = [activations[0]!.length, activations[0]![0]!.length];
  const means = meanOverViews(activations.flat(2), { datapoints: activations.length, views, units });
  const found = unitSelectivities(means, units);
  expect(found.map((unit) => unit.maximizer)).toEqual(maximizer);
  expectAllClose(
    found.map(({ selectivity }) => selectivity),
    mean,
  );
});

it('label confidence agrees with numpy: with minus without', () => {
  const { correct, mask, score } = fixture.labelConfidence;
  const scoring = measureScoring(measureDefinitions['label-confidence'], sidesScoring);
  const estimates = scoring.estimates({ alignments: bits(correct), masks: bits(mask) }, 0.95);
  expectAllClose(
    estimates.map(({ value }) => value),
    score,
  );
});

it('gradient coherence agrees with numpy', () => {
  const { gradients, coherence } = fixture.gradientCoherence;
  expectAllClose(gradientCoherences(gradients), coherence);
});

it('the classes that Déjà Vu infers agree with numpy', () => {
  const { publicRepresentations, publicLabels, cropRepresentations, k, inferred } = fixture.dejaVu;
  const [known, asked] = [rowsOf(publicRepresentations), rowsOf(cropRepresentations)];
  expect([...inferClasses(known, publicLabels, asked, k)]).toEqual(inferred);
});

it('the area under the curve agrees with numpy', () => {
  const { scores, planted, auc } = fixture.auc;
  expectClose(areaUnderCurve(scores, planted), auc);
});

it('the ceiling of an agreement agrees with numpy', () => {
  const { reliabilityA, reliabilityB, ceiling } = fixture.agreementCeiling;
  expectClose(agreementCeiling(reliabilityA, reliabilityB), ceiling);
});
