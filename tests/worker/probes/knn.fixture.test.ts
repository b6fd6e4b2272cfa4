import { nearestTrainRows, rowsOf } from '@engram/core';
import { expect, it } from 'vitest';
import { knn } from '../../../worker/src/probes/knn.ts';
import { readFixture } from '../../helpers/fixtures.ts';

interface DejaVuFixture {
  publicRepresentations: number[][];
  publicLabels: number[];
  cropRepresentations: number[][];
  k: number;
  neighbours: number[][];
  inferred: number[];
}

const { dejaVu } = readFixture<{ dejaVu: DejaVuFixture }>('measures');
const [known, asked] = [rowsOf(dejaVu.publicRepresentations), rowsOf(dejaVu.cropRepresentations)];

it('the neighbours and the classes that they vote for are those of the reference', () => {
  expect(nearestTrainRows(known, asked, dejaVu.k).map((row) => [...row])).toEqual(dejaVu.neighbours);
  const train = { rows: known, labels: dejaVu.publicLabels };
  expect([...knn(dejaVu.k).predict(train, asked)]).toEqual(dejaVu.inferred);
});
