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
