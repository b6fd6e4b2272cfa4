import 'reflect-metadata';
import type { RunRow } from '@engram/store';
import { expect, it } from 'vitest';
import { toRun } from '../../../server/src/run/run.service.ts';

const row = (scoring: object) =>
  ({
    id: 'a',
    datasetId: 'd',
    ensembleId: 'e',
    status: 'SUCCEEDED',
    config: { scoring },
    summary: null,
  }) as unknown as RunRow;

it.each([
  [{}, 'alignment', false],
  [{ measure: 'pixel-distance' }, 'pixel-distance', true],
  [{ measure: 'imported' }, 'imported', false],
])('a run whose scoring is %j measures %s', (scoring, measure, isProxy) => {
  expect(toRun(row(scoring))).toMatchObject({ measure, isProxy });
});
