import type { PageQuery } from './page-query.ts';

/** The runs (UUIDs, or their beginnings) whose results a page shows, all of them; none where it shows no single ones. */
export function runsOfPage({ run, variables: { runs, a, b } }: PageQuery): string[] {
  if (run !== null) return [run];
  if (Array.isArray(runs)) return runs.filter((one) => typeof one === 'string');
  return [a, b].filter((one) => typeof one === 'string');
}
