/**
 * A latent class of which at most one datapoint is trained on: how the others of it, which no encoder saw, are told. A held-out member is
 * taken for the class whose centre is nearest: that of the lone datapoint's class is the lone datapoint itself, those of the others the means of
 * what the encoder was trained on. Representations are compared by L2, of length 1 where the run asks for it.
 * Distances to the lone datapoint are those of values, so that they are the same for every encoder.
 */
import { classCentres, encoderInputs, imageSize, rowDistances } from '@engram/core';
import { comparableRepresentations } from '../../measures/rows/comparable-representations.ts';
import type { RunData } from '../../datasets/run-data.ts';
import type { ExaminationOptions } from './examination-options.ts';
import { nearestCentre } from './nearest-centre.ts';

export interface LoneClassRequest {
  key: 'lone-class';
  /** The class, and the position of its lone datapoint in the run. */
  class: number;
  datapoint: number;
}

export interface LoneClassExamination {
  key: 'lone-class';
  /** [m] positions of the members that no encoder saw, ascending. */
  members: number[];
  /** [m] 1 where the member is taken for another class. */
  errors: number[];
  /** [m] L2 distance of the member's values to the lone datapoint's. */
  distances: number[];
}

export async function examineLoneClass(
  request: LoneClassRequest,
  { encoder, data, mask, config, signal }: ExaminationOptions,
): Promise<LoneClassExamination> {
  const rows = await comparableRepresentations(encoder, data, { config, signal });
  const { dims } = rows;
  const rowOf = (position: number): Float64Array =>
    rows.values.subarray(position * dims, (position + 1) * dims);
  const members = membersBeside(request, data);
  const trained = Array.from(mask.keys()).filter(
    (position) => mask[position] === 1 && data.classes[position] !== request.class,
  );
  const values = new Float64Array(trained.length * dims);
  trained.forEach((position, n) => values.set(rowOf(position), n * dims));
  const centres = [
    { class: request.class, centre: rowOf(request.datapoint) },
    ...classCentres({ values, count: trained.length, dims }, trained.map((position) => data.classes[position]!)), // prettier-ignore
  ];
  return {
    key: 'lone-class',
    members,
    errors: members.map((position) => (nearestCentre(rows, position, centres) === request.class ? 0 : 1)),
    distances: distancesTo(request.datapoint, members, data),
  };
}

const membersBeside = (request: LoneClassRequest, { classes }: RunData): number[] =>
  Array.from(classes.keys()).filter(
    (position) => classes[position] === request.class && position !== request.datapoint,
  );

function distancesTo(datapoint: number, members: readonly number[], { pixels, shape }: RunData): number[] {
  const size = imageSize(shape);
  const valuesOf = (position: number): Float32Array => encoderInputs(pixels.read([position]));
  const pair = new Float64Array(2 * size);
  pair.set(valuesOf(datapoint));
  return members.map((position) => {
    pair.set(valuesOf(position), size);
    return rowDistances.l2(pair, 0, size, size);
  });
}
