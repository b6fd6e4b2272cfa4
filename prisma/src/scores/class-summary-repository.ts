import { isUuid } from '../database/address-for-people.ts';
import { mapped } from '../statements/map-errors.ts';
import type { Store } from '../store.ts';

export interface ClassSummaryRow {
  class: number;
  /** Scores with a value. */
  count: number;
  mean: number | null;
  /** Interval over encoders × datapoints; null when it cannot be computed. */
  low: number | null;
  high: number | null;
}

/** Summaries of a published run by class; empty before. */
export async function list(store: Store, runId: string): Promise<ClassSummaryRow[]> {
  if (!isUuid(runId)) return [];
  return mapped(store.url, () =>
    store.prisma.classSummary.findMany({
      where: { runId },
      orderBy: { class: 'asc' },
      omit: { runId: true },
    }),
  );
}
