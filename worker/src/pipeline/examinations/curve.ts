/** What an encoder of scalars makes of the number line, and of the scoring views of some datapoints. Its representation is a scalar. */
import { DomainError, imageSize } from '@engram/core';
import { positionsFrom } from '../../datasets/pixel-source.ts';
import type { RunData } from '../../datasets/run-data.ts';
import { encode } from '../../encoders/encode.ts';
import { scoringViews } from '../../measures/scoring-views.ts';
import type { ExaminationOptions } from './examination-options.ts';
import { partOf } from './halves.ts';

export interface CurveRequest {
  key: 'curve';
  /** Places on the line. */
  places: number;
  /** Positions of the datapoints whose views are encoded. */
  datapoints: readonly number[];
}

/** Points of a curve, [n] each. */
export interface Curve {
  x: number[];
  h: number[];
}

export interface CurveExamination {
  key: 'curve';
  line: Curve;
  /** [datapoints] the M views of each. */
  views: Curve[];
}

/** @throws DomainError INVALID_CONFIG for data or representations of more than one dimension */
export async function examineCurve(
  { places, datapoints }: CurveRequest,
  { encoder, config, data }: ExaminationOptions,
): Promise<CurveExamination> {
  if (imageSize(data.shape) !== 1 || encoder.dims !== 1)
    throw new DomainError(
      'INVALID_CONFIG',
      `A curve is drawn of scalars, and these datapoints have ${imageSize(data.shape)} values and representations of ${encoder.dims}. ` +
        'Use a dataset of one column, and an encoder whose last width is 1.',
    );
  const line = lineOf(data, places);
  const views: Curve[] = [];
  for (const position of datapoints)
    for (const { images } of scoringViews(config, partOf(data, [position])))
      views.push(await curveOf(images, encoder));
  return { key: 'curve', line: await curveOf(line, encoder), views };
}

async function curveOf(x: Float32Array, encoder: ExaminationOptions['encoder']): Promise<Curve> {
  return { x: [...x], h: [...(await encode(encoder, x, x.length))] };
}

/** Evenly spaced, a tenth of the range beyond both ends. */
function lineOf({ pixels, indices }: RunData, places: number): Float32Array {
  const values = Float32Array.from(pixels.read(positionsFrom(0, indices.length)));
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const beyond = (most - least) / 10;
  return Float32Array.from(
    { length: places },
    (_, i) => least - beyond + ((most - least + 2 * beyond) * i) / (places - 1),
  );
}
