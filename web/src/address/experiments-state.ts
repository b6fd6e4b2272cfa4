import { shortRunId } from './run-address.ts';

/** All that the page of experiments shows; it lives in the URL alone. */
export interface ExperimentsState {
  /** Short name of the dataset; null = that of the newest run. */
  dataset: string | null;
}

export function parseExperimentsState(params: Pick<URLSearchParams, 'get'>): ExperimentsState {
  return { dataset: params.get('dataset') || null };
}

export function experimentsStateToSearch({ dataset }: ExperimentsState): string {
  return dataset === null ? '' : `?dataset=${encodeURIComponent(dataset)}`;
}

/** The page of one experiment. @param id global id, UUID or the beginning of one */
export const experimentAddress = (id: string): string => `/experiments/${encodeURIComponent(shortRunId(id))}`;

/** The page of all experiments on a dataset. @param dataset short name; null = that of the newest run */
export const experimentsAddress = (dataset: string | null): string =>
  `/experiments${experimentsStateToSearch({ dataset })}`;
