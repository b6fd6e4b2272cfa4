import {
  classCentres,
  maxCentreProduct,
  meanNeighbourDistances,
  nearestNeighbours,
  majority,
  rowsOf,
  unitRows,
} from '@engram/core';
import { expect, it } from 'vitest';
import { readFixture } from '../../helpers/fixtures.ts';
import { expectClose } from '../../oracles/close.ts';

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
const rows = unitRows(rowsOf(fixture.z));
const neighbours = nearestNeighbours(rows, fixture.k);

it('finds the neighbours that numpy finds, at the same mean distance', () => {
  expect([...neighbours.positions]).toEqual(fixture.neighbours.flat());
  const distances = meanNeighbourDistances(neighbours);
  fixture.knnDistance.forEach((expected, n) => expectClose(distances[n], expected));
});

it('classifies by the majority of the neighbours', () => {
  const { k, positions } = neighbours;
  const right = fixture.labels.filter((label, n) => {
    const votes = Array.from(positions.subarray(n * k, n * k + k), (position) => fixture.labels[position]!);
    return majority(votes) === label;
  });
  expectClose(right.length / fixture.labels.length, fixture.knnAccuracy);
});

it('gives the class centres and the largest product of two', () => {
  const centres = classCentres(rows, fixture.labels).map(({ centre }) => centre);
  expect(centres).toHaveLength(fixture.centres.length);
  fixture.centres.forEach((expected, k) => expected.forEach((value, i) => expectClose(centres[k][i], value)));
  expectClose(maxCentreProduct(centres), fixture.maxCentreProduct);
});
