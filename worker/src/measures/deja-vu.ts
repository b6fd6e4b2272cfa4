/**
 * Déjà Vu (Meehan et al. 2023, arXiv 2304.13850): whether the class of each datapoint is inferred from its lower left quarter by the 100 nearest of the
 * datapoints that no encoder saw, 1 or 0; rows are scaled to length 1 where the run does so, and compared by L2. Costs a pass of N + N_unseen images, and
 * O(N · N_unseen · D).
 */
import { setImmediate } from 'node:timers/promises';
import { dejaVuNeighbours, inferClasses, invariant, type Rows } from '@engram/core';
import { evenSizes } from '../datasets/even-sizes.ts';
import { assertGoingOn } from './assert-going-on.ts';
import { assertLabelled } from './assert-labelled.ts';
import { comparableRows } from './rows/comparable-rows.ts';
import type { Measure } from './measure.ts';
import { peripheryOf } from './periphery.ts';
import { representDatapoints } from './rows/represent-datapoints.ts';

const rowsAtOnce = 50;

export const dejaVu: Measure = {
  key: 'deja-vu',
  async of(encoder, data, { config, unseen, onProgress, signal }) {
    invariant(unseen, 'Déjà Vu without the datapoints that no encoder saw');
    assertLabelled(data, 'deja-vu', unseen.indices.length);
    const count = data.indices.length;
    const known = comparableRows(
      await representDatapoints(encoder, unseen, { signal }),
      unseen.indices.length,
      config,
    );
    const labels = known.usable.map((position) => unseen.classes[position]!);
    const asked = comparableRows(
      await representDatapoints(encoder, peripheryOf(data), { signal }),
      count,
      config,
    );
    // What has no representation to compare is not inferred.
    const perDatapoint = new Float64Array(count);
    const { dims, values } = asked.rows;
    let done = 0;
    for (const size of evenSizes(asked.usable.length, rowsAtOnce)) {
      assertGoingOn(signal, done, count);
      const rows: Rows = { count: size, dims, values: values.subarray(done * dims, (done + size) * dims) };
      inferClasses(known.rows, labels, rows, dejaVuNeighbours).forEach((inferred, n) => {
        const position = asked.usable[done + n]!;
        perDatapoint[position] = inferred === data.classes[position] ? 1 : 0;
      });
      done += size;
      onProgress?.(done, count);
      await setImmediate();
    }
    return { perDatapoint, viewNoise: null };
  },
};
