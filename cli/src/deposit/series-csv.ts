import { csvText } from '@engram/core';
import type { findings } from '@engram/store';
import type { FoundRecords } from './found-records.ts';

export const seriesFile = 'series.csv';

/** A row; of a deposit its values are whatever stands in the records. */
type Layer = { [Column in keyof findings.LayerRow]: unknown };

/** Scores layer by layer of the runs whose measure has layers. */
export function seriesCsv(rows: readonly Layer[]): string {
  const lines = rows.map(({ runId, layer, mean, low, high, relativeMean, count }) =>
    [runId, csvText(String(layer)), mean, low, high, relativeMean, count].map((cell) => cell ?? '').join(','),
  );
  return ['run,layer,mean,low,high,relativeMean,count', ...lines, ''].join('\n');
}

/** The same from the records of a deposit. */
export function seriesCsvOf(found: FoundRecords, runIds: readonly string[]): string {
  const rows = runIds.toSorted().flatMap((runId) => {
    const relative = new Map(
      found.seriesOf('run', runId, 'layer-relative').map((row) => [row.position, row]),
    );
    return found.seriesOf('run', runId, 'layer').flatMap((row) => {
      const other = relative.get(row.position);
      if (!other) return [];
      const { label: layer, estimate: mean, low, high, count } = row;
      return [{ runId, layer, mean, low, high, relativeMean: other.estimate, count }];
    });
  });
  return seriesCsv(rows);
}
