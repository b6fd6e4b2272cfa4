/** How one encoder of an ensemble was trained. */
export interface TrainedEncoder {
  /** 0 … t − 1. */
  index: number;
  /** Names the checkpoint file; null when there is none. */
  checkpointHash: string | null;
  initialisationSeed: string;
  /** Inclusion mask over the datapoints used; [N], 1 = trained on. */
  trainedOn: Uint8Array;
  /** Training loss of the last epoch; null when it was trained elsewhere. */
  finalLoss: number | null;
  /** Mean loss of each epoch. */
  lossHistory: number[];
  /** Mean alignment loss at the end of each epoch; empty when not recorded. */
  alignmentHistory: number[];
  trainDurationMs: number;
  engine: string;
  createdAt: Date;
}

/** What a run measured under one encoder of its ensemble. */
export interface MeasuredEncoder {
  runId: string;
  index: number;
  /** Alignment loss of every datapoint used, in the run's order; [N], float64, kept to the last bit. */
  alignment: Float64Array;
  /** Jackknife standard error of an alignment loss over its views, median over the datapoints; null when not measured. */
  viewNoise: number | null;
  /** [L, N] of every layer, float64; left out where the measure has no layers. */
  perLayer?: Float64Array;
  /** How long measuring took. */
  scoreDurationMs: number;
}

/** One encoder as a run measured it. */
export interface EncoderRow extends TrainedEncoder, MeasuredEncoder {}
