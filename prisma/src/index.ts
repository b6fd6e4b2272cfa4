/** The door of the store: everything other rooms may use. */
export * from './files.ts';
export { openStore } from './open-store.ts';
export { describeStore, type StoreDescription } from './describe-store.ts';
export { examineHome, resolveHome, type HomeState } from './home/home.ts';
export { eraseEmbeddedDatabase } from './embedded/databases.ts';
export { assertConnectionsForWorker } from './database/capacity-left.ts';
export { attachedArguments, forkAttached } from './processes/attached-child.ts';
export { assertMigrated } from './migrations/migrate.ts';
export { createScratchDatabase, type ScratchDatabase } from './migrations/scratch-database.ts';
export type { Store, StoreOptions } from './store.ts';
export { heldLockSql, tryAdvisoryLock, withAdvisoryLock, type LockKey } from './connections/advisory-lock.ts';
export { holdSession, type HeldSession } from './connections/held-session.ts';
export { mapped } from './statements/map-errors.ts';
export { query } from './statements/query.ts';
export { withOwnPool } from './connections/own-pool.ts';
export { limitedBy } from './statements/abortable-statements.ts';
export { seal as sealRun } from './runs/run-seal.ts';
export { verifyRuns, type RunFault, type VerifiedRuns } from './runs/verify-runs.ts';
export * as artifacts from './artifacts/artifacts.ts';
export { artifactFamily, artifactLock, whileArtifactsStay } from './artifacts/artifact-lock.ts';
export { moveArtifacts, namedArtifacts, type MovedArtifacts } from './artifacts/move-artifacts.ts';
export { pruneArtifacts } from './artifacts/prune-artifacts.ts';
export { placeAddress } from './artifacts/place-of-store.ts';
export { placeState } from './artifacts/place-state.ts';
export * as datasets from './datasets/dataset-repository.ts';
export * as datapoints from './datapoints/datapoint-repository.ts';
export * as runs from './runs/run-repository.ts';
export * as ensembles from './ensembles/ensemble-repository.ts';
export * as encoders from './ensembles/encoder-repository.ts';
export * as trainingStates from './ensembles/training-state-repository.ts';
export type { TrainingKey } from './ensembles/training-state-repository.ts';
export * as experiments from './experiments/experiment-repository.ts';
export * as scores from './scores/score-repository.ts';
export { findRunsWithoutFdr } from './migrations/fill-fdr.ts';
export * as classSummaries from './scores/class-summary-repository.ts';
export * as findings from './findings/finding-repository.ts';
export * as neighbours from './datapoints/neighbour-repository.ts';
export { findBefore } from './datapoints/found-before.ts';
export * as representationMaps from './datapoints/representation-map-repository.ts';
export * as encoderValues from './datapoints/encoder-value-repository.ts';
export * as pairDistances from './datapoints/pair-distance-repository.ts';
export * as snapshots from './snapshots/snapshot-repository.ts';
export * as reviewLinks from './snapshots/review-link-repository.ts';
export type { ReviewLinkRow } from './snapshots/review-link-repository.ts';
export * as tags from './notes/tag-repository.ts';
export { mayChange, storeAdmin, type Maker, type NoteChanger } from './notes/maker.ts';
export * as comments from './notes/comment-repository.ts';
export * as savedViews from './notes/saved-view-repository.ts';
export * as notesRevision from './notes/notes-revision.ts';
export * as queue from './queue/queue.ts';
export * as experimentQueue from './queue/experiment-queue.ts';
export * as tokens from './token-repository.ts';
export * as workers from './workers/worker-repository.ts';
export type { WorkerLoad } from './queue/worker-load.ts';
export type { CreateDatasetInput, DatasetRow, LatentClassRow } from './datasets/dataset-repository.ts';
export type { DatapointKey, DatapointRow, DatapointSource } from './datapoints/datapoint-repository.ts';
export type { CreateRunInput, RunPatch } from './runs/run-repository.ts';
export type { RunFilter } from './runs/run-page.ts';
export type { RunRemoval } from './runs/remove-run.ts';
export type { RunTagCount } from './runs/run-notes.ts';
export { heldReason } from './runs/run-holders.ts';
export type { NewestFirstCursor } from './statements/newest-first.ts';
export type { RunRow } from './runs/run-row.ts';
export type { Publication } from './runs/publish-run.ts';
export type { AgreementOptions, RunAgreement } from './rankings/run-agreement.ts';
export type { ClassDifference, DisagreementOptions } from './rankings/run-disagreement.ts';
export type {
  ExperimentFilter,
  ExperimentRow,
  ExperimentRunRow,
  StoredSeries,
  StoredStatement,
} from './experiments/experiment-repository.ts';
export type { EncoderCurves } from './ensembles/encoder-curves.ts';
export type { EncoderRow, MeasuredEncoder, SaveTrainedInput } from './ensembles/encoder-repository.ts';
export type { EnsembleFilter } from './ensembles/ensemble-page.ts';
export type { TrainedSample } from './ensembles/training-pace.ts';
export type { EnsembleUsage } from './ensembles/ensemble-usage.ts';
export type { EnsembleRow } from './ensembles/ensemble-row.ts';
export type { EnsembleCheckpoint } from './ensembles/checkpoints.ts';
export type { StoredScore } from './scores/stored-score.ts';
export type { AgreementFilter, FloatRange, ScoreFilter } from './scores/score-filter.ts';
export type {
  ScoreCursor,
  ScoreOrder,
  ScoreOrderField,
  ScorePage,
  ScorePageOptions,
} from './scores/score-page.ts';
export type { ClassExtremes } from './scores/score-extremes.ts';
export type { MeanAlignment, ScoreKey } from './scores/score-repository.ts';
export type { ClassSummaryRow } from './scores/class-summary-repository.ts';
export type { CreateTokenInput, TokenRow } from './token-repository.ts';
export type { CorrelationRow, LayerRow, UnitRow } from './findings/finding-repository.ts';
export type { NeighbourKey, NeighbourLists, NeighbourRow } from './datapoints/neighbour-repository.ts';
export type { MapRow } from './datapoints/representation-map-repository.ts';
export type { EncoderValueKey, EncoderValueRow } from './datapoints/encoder-value-repository.ts';
export type {
  PairDistanceKey,
  PairDistanceRow,
  PairDistances,
} from './datapoints/pair-distance-repository.ts';
export type { CreateSnapshotInput, SnapshotRow } from './snapshots/snapshot-repository.ts';
export type { VerifiedRun, VerifiedSnapshot } from './snapshots/verify-snapshot.ts';
export type { Deposit, DepositRun, DepositScore } from './snapshots/deposit/import-deposit.ts';
export { depositTables, type DepositRow } from './snapshots/deposit/deposit-tables.ts';
export { canonicalScores, contentHashOf, type HashedScore } from './runs/run-content-hash.ts';
export { licenseOf } from './snapshots/license.ts';
export type { TagCountRow, TagRow } from './notes/tag-repository.ts';
export type { CommentRow } from './notes/comment-repository.ts';
export type { SavedViewRow } from './notes/saved-view-repository.ts';
