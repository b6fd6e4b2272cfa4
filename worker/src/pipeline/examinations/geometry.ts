/**
 * Quantities of Huang et al. 2023 ("Towards the Generalization of Contrastive Self-Supervised Learning"), of unit-norm representations of M
 * views of datapoints that no encoder saw, beside the error that they are to explain:
 *
 *   R_ε = P[max over pairs of views ‖f(x₁) − f(x₂)‖ > ε]     from M views a lower bound, which rises with M
 *   L_align = E ‖f(x₁) − f(x₂)‖²     divergence = max over k ≠ l of μ_k · μ_l     Δ_μ = 1 − min over k of ‖μ_k‖²
 *
 * with μ_k the mean representation of the views of class k. The error is that of the nearest centre, centres from one half of the datapoints
 * and tested on the other as they are; the linear probe's stands beside it. Cost: a pass of N · M images.
 */
import {
  alignmentLosses,
  classCentres,
  maxCentreProduct,
  pairCount,
  type Rows,
  type RunConfig,
} from '@engram/core';
import { encode } from '../../encoders/encode.ts';
import { assertGoingOn } from '../../measures/assert-going-on.ts';
import { comparableRepresentations } from '../../measures/rows/comparable-representations.ts';
import { scoringViews } from '../../measures/scoring-views.ts';
import { comparableRows } from '../../measures/rows/comparable-rows.ts';
import { probeAccuracy } from '../../probes/probe.ts';
import { probes } from '../../probes/registry.ts';
import type { ExaminationOptions, UnseenOptions } from './examination-options.ts';
import { halvesOf, withoutRareClasses } from './halves.ts';
import { nearestCentre } from './nearest-centre.ts';

/** Datapoints to test that a class has, or else it is left out. */
const leastTested = 2;

export interface GeometryRequest {
  key: 'geometry';
  /** Unseen datapoints used, at most; half for centres, half to test. */
  datapoints: number;
  /** ε */
  epsilon: number;
}

export interface GeometryExamination {
  key: 'geometry';
  /** R_ε, 0–1. */
  misaligned: number;
  /** L_align, 0–4. */
  alignment: number;
  divergence: number;
  centreSpread: number;
  /** Share of the smallest class: what R_ε is divided by in the bound. */
  smallestClass: number;
  centreError: number;
  linearError: number;
  tested: number;
}

export async function examineGeometry(
  { datapoints, epsilon }: GeometryRequest,
  o: UnseenOptions,
): Promise<GeometryExamination> {
  const config: RunConfig = { ...o.config, scoring: { ...o.config.scoring, unitNorm: true, distance: 'l2' } };
  const { learn, test } = withoutRareClasses(halvesOf(o.unseen, datapoints), leastTested);
  const views = await viewGeometry({ ...o, config, data: test }, epsilon);
  const known = await comparableRepresentations(o.encoder, learn, { config, signal: o.signal });
  const asked = await comparableRepresentations(o.encoder, test, { config, signal: o.signal });
  const centres = classCentres(known, learn.classes);
  const tested = test.classes.length;
  const counts = centres.map(({ class: k }) => test.classes.filter((label) => label === k).length);
  const wrong = Array.from(test.classes.keys()).filter(
    (n) => nearestCentre(asked, n, centres) !== test.classes[n],
  );
  const accuracy = probeAccuracy(
    probes.linear,
    { rows: known, labels: learn.classes },
    { rows: asked, labels: test.classes },
  );
  return {
    ...{ key: 'geometry', ...views, tested },
    smallestClass: Math.min(...counts) / tested,
    centreError: wrong.length / tested,
    linearError: 1 - accuracy,
  };
}

type ViewGeometry = Pick<GeometryExamination, 'misaligned' | 'alignment' | 'divergence' | 'centreSpread'>;

async function viewGeometry(
  { encoder, config, data, signal }: Pick<ExaminationOptions, 'encoder' | 'config' | 'data' | 'signal'>,
  epsilon: number,
): Promise<ViewGeometry> {
  const { views } = config.scoring;
  const count = data.indices.length;
  const pairs = pairCount(views);
  const sums = new Map<number, { sum: Float64Array; size: number }>();
  let [done, far, squares] = [0, 0, 0];
  for (const { datapoints, images } of scoringViews(config, data)) {
    assertGoingOn(signal, done, count);
    const h = await encode(encoder, images, datapoints * views); // [datapoints · M, D]
    const distances = new Float32Array(datapoints * pairs);
    const dims = h.length / (datapoints * views);
    alignmentLosses(h, { datapoints, views, dims }, { distance: 'l2', unitNorm: true }, new Float64Array(datapoints), distances); // prettier-ignore
    const { rows } = comparableRows(h, datapoints * views, config);
    for (let n = 0; n < datapoints; n++) {
      const own = distances.subarray(n * pairs, (n + 1) * pairs);
      if (own.some((distance) => distance > epsilon)) far++;
      squares += own.reduce((sum, distance) => sum + distance ** 2, 0) / pairs;
      addViews(sums, data.classes[done + n]!, rows, n * views, views);
    }
    done += datapoints;
  }
  const centres = [...sums.values()].map(({ sum, size }) => sum.map((total) => total / size));
  const lengths = centres.map((centre) => centre.reduce((total, value) => total + value * value, 0));
  return {
    misaligned: far / count,
    alignment: squares / count,
    divergence: maxCentreProduct(centres),
    centreSpread: 1 - Math.min(...lengths),
  };
}

function addViews(
  sums: Map<number, { sum: Float64Array; size: number }>,
  label: number,
  { values, dims }: Rows,
  from: number,
  views: number,
): void {
  const own = sums.get(label) ?? { sum: new Float64Array(dims), size: 0 };
  sums.set(label, own);
  own.size += views;
  for (let v = from; v < from + views; v++)
    for (let i = 0; i < dims; i++) own.sum[i]! += values[v * dims + i]!;
}
