import type { DatasetRow, RunRow, Store } from '@engram/store';
import { datapoints, scores } from '@engram/store';
import { planConfig, publishPlanted } from './planted-run.ts';

/** A class on which the second method turns the ranking of the first round. */
export const contestedClass = 7;

/** A finished run of VICReg that agrees with a run of SimCLR, but for one class: what that run memorizes most, it does least. */
export async function publishSecondMethod(store: Store, dataset: DatasetRow, first: RunRow): Promise<RunRow> {
  const rows = [];
  for (let after: { value: number | null; index: number } | undefined; ;) {
    const page = await scores.page(store, {
      filter: { run: first.id },
      orderBy: { field: 'INDEX', direction: 'ASC' },
      first: 100,
      after,
    });
    rows.push(...page.rows);
    if (!page.hasNextPage) break;
    const last = page.rows.at(-1)!;
    after = { value: last.index, index: last.index };
  }
  const found = await datapoints.findByIndices(
    store,
    dataset.id,
    rows.map(({ index }) => index),
  );
  return publishPlanted(store, dataset, {
    truth: rows.map((row) => (row.class === contestedClass ? 0.02 - row.value! : row.value!)),
    datapoints: found.map(({ index, contentHash, class: label }) => ({ index, contentHash, class: label })),
    noise: 0.01,
    comparability: { encoderIds: 'others', codeVersion: 'later' },
    config: planConfig({ name: 'mnist-vicreg', method: { key: 'vicreg' }, encoders: 32 }),
  });
}
