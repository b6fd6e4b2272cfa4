import { classCentres, majority, maxCentreProduct, mean, nearestNeighbours, unitRows } from '@engram/core';
import { expect, it } from 'vitest';
import { readFixture } from '../../helpers/fixtures.ts';

const fixture = readFixture<{
  z: number[][];
  labels: number[];
  k: number;
  neighbours: number[][];
  knnAccuracy: number;
  knnDistance: number[];
  centres: number[][];
  maxCentreProduct: number;
}>('representation');
const rows = unitRows(fixture.z);
const neighbours = nearestNeighbours(rows, fixture.k);

it('finds the neighbours that numpy finds, at the same mean distance', () => {
  expect(neighbours.map((n) => n.positions)).toEqual(fixture.neighbours);
  neighbours.forEach((n, i) => expect(mean(n.distances)).toBeCloseTo(fixture.knnDistance[i], 6));
});

it('classifies by the majority of the neighbours', () => {
  const right = neighbours.filter(
    (n, i) => majority(n.positions.map((position) => fixture.labels[position])) === fixture.labels[i],
  );
  expect(right.length / rows.length).toBeCloseTo(fixture.knnAccuracy, 6);
});

it('gives the class centres and the largest product of two', () => {
  const centres = classCentres(rows, fixture.labels);
  centres.forEach((centre, k) =>
    centre.forEach((value, i) => expect(value).toBeCloseTo(fixture.centres[k][i], 6)),
  );
  expect(maxCentreProduct(centres)).toBeCloseTo(fixture.maxCentreProduct, 6);
});
