import {
  encoders,
  type MeasuredEncoder,
  type RunRow,
  type SaveTrainedInput,
  type Store,
} from '@engram/store';

export type EncoderInput = Omit<SaveTrainedInput, 'ensembleId'> &
  Omit<MeasuredEncoder, 'runId' | 'viewNoise'> &
  Partial<Pick<MeasuredEncoder, 'viewNoise'>>;

/** Stores an encoder of a run's ensemble, and what the run measured under it. */
export async function saveEncoder(
  store: Store,
  run: Pick<RunRow, 'id' | 'ensembleId'>,
  { alignment, viewNoise = null, scoreDurationMs, ...trained }: EncoderInput,
): Promise<void> {
  await encoders.saveTrained(store, { ...trained, ensembleId: run.ensembleId });
  const { index } = trained;
  await encoders.saveMeasured(store, { runId: run.id, index, alignment, viewNoise, scoreDurationMs });
}
