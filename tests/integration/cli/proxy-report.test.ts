import { runConfigSchema, type MeasureKey } from '@engram/core';
import { runs } from '@engram/store';
import { expect, it } from 'vitest';
import { formatProxy } from '../../../cli/src/output/proxy-report.ts';
import { config, createDataset, createRun, publication, scoreRow } from '../../factories/run.ts';
import { withScratchStore } from '../../helpers/postgres/store.ts';

const scratch = withScratchStore();

it('a proxy is printed with its correlation with the reference, or with the command that measures it', async () => {
  const { store } = scratch;
  const dataset = await createDataset(store, 2);
  const by = (measure: MeasureKey) =>
    createRun(store, dataset, 'RUNNING', runConfigSchema.parse({ ...config, scoring: { measure } }));
  const rows = [scoreRow(0), scoreRow(1)];
  const alignment = await by('alignment');
  await runs.publish(store, alignment.id, publication(rows));
  expect(await formatProxy(store, alignment)).toEqual([]);

  const correlated = async (spearman: number | null, low: number | null, high: number | null) => {
    const proxy = await by('mean-alignment');
    const correlations = [{ runId: alignment.id, count: 2, spearman, low, high }];
    await runs.publish(store, proxy.id, { ...publication(rows), correlations });
    return (await formatProxy(store, proxy)).join();
  };
  const beside = `2 datapoints; run ${alignment.id.slice(0, 8)} 'factory'`;
  expect(await correlated(0.5, 0.25, 0.75)).toContain(
    `encoders and masks, is 0.50 (0.25 to 0.75; ${beside})`,
  );
  expect(await correlated(0.5, null, null)).toContain(
    'is 0.50 (no interval: too few encoders or datapoints;',
  );
  expect(await correlated(null, null, null)).toContain(
    'cannot be computed, because one of the two does not vary',
  );

  // Of two references the one that measures more alike, though the other is newer, as on the page.
  const otherViews = await createRun(
    store,
    dataset,
    'RUNNING',
    runConfigSchema.parse({ ...config, scoring: { views: 3 } }),
  );
  await runs.publish(store, otherViews.id, publication(rows));
  const proxy = await by('mean-alignment');
  const both = [alignment, otherViews].map(({ id }, at) => ({
    ...{ runId: id, count: 2, spearman: at, low: null, high: null },
  }));
  await runs.publish(store, proxy.id, { ...publication(rows), correlations: both });
  expect((await formatProxy(store, proxy)).join()).toContain(
    `is 0.00 (no interval: too few encoders or datapoints; ${beside})`,
  );

  const alone = await by('neighbour-distance');
  await runs.publish(store, alone.id, publication(rows));
  expect((await formatProxy(store, alone)).join()).toContain(
    `is not known. Measure the same encoders by alignment: npx engram run ${alone.id.slice(0, 8)} --set measure=alignment`,
  );
});
