/**
 * What a worker and its trainer processes say to each other over the channel of `child_process.fork`. Messages are cloned
 * structurally, so typed arrays arrive as they are.
 */
import type {
  ComparabilityKey,
  EnsembleConfig,
  ErrorCode,
  AnyRunConfig,
  LayerScore,
  RepresentationMap,
  RunConfig,
  RunEstimate,
  ScoreCorrelation,
} from '@engram/core';
import type { UnitRow } from '@engram/store';
import type { AvailableEngine } from '../devices/is-allowed.ts';
import type { Measured } from '../measures/measure.ts';
import type { Examination, ExaminationRequest } from '../pipeline/examinations/examination.ts';
import type { NeighbourLists } from '../pipeline/neighbours.ts';
import type { EncodersAtOnce } from './trainings-at-once.ts';

/** What the trainer is forked with, as its only argument in JSON. */
export interface TrainerOptions {
  /** ENGRAM_HOME: pixels are read from it, checkpoints written to it. */
  home: string;
  /** As the worker surveyed it: a trainer does not look again. */
  engine: AvailableEngine;
  /** Threads of one operation. */
  threads: number;
  /** Encoders trained in one graph, all in one process. */
  encodersAtOnce: EncodersAtOnce;
  /** Seconds after which a training that is under way is kept, again and again; 0: never. */
  checkpointSeconds: number;
}

interface EncoderTask {
  /** Of the run; for a training, of its ensemble. */
  config: AnyRunConfig | EnsembleConfig;
  /** Content hash of the dataset, the name of its files. */
  datasetHash: string;
  /** Index of the encoder in its run. */
  encoder: number;
}

export interface TrainTask extends EncoderTask {
  kind: 'train';
  config: EnsembleConfig;
  /** What it goes on from, where its file is here and the engine is the same. */
  saved?: { hash: string; engine: string } | undefined;
}

/** A training that is under way, in a file named as that of a checkpoint. */
export interface SavedTraining {
  hash: string;
  sizeBytes: number;
  /** Steps that are done. */
  steps: number;
}

export interface TrainResult {
  checkpointHash: string;
  checkpointSizeBytes: number;
  /** 1 where the encoder was trained on the datapoint. [N] */
  trainedOn: Uint8Array;
  initialisationSeed: string;
  /** Mean loss of each epoch. */
  lossHistory: number[];
  /** Mean alignment loss of the last batch of each epoch. */
  alignmentHistory: number[];
  finalLoss: number;
  durationMs: number;
  /** Name and version of the engine, such as `onnxruntime 1.30.0`. */
  engine: string;
}

export interface ScoreTask extends EncoderTask {
  kind: 'score';
  config: AnyRunConfig;
  checkpointHash: string;
  /** 1 where the encoder was trained on the datapoint, [N]; of imported encoders, whose configuration does not tell it. */
  mask?: Uint8Array;
}

export interface ScoreResult extends Omit<Measured, 'units'> {
  /** The most selective units; only of measures that look at units. */
  units?: UnitRow[];
  /** Distances that an alignment loss is the mean of, [N, M(M − 1)/2]; null when they are too many to be kept. */
  pairDistances: Float32Array | null;
  durationMs: number;
  /** The training that replaces the first one; null unless its checkpoint was missing or damaged. */
  trainedAgain: TrainResult | null;
}

/** Scores from the alignment losses of all encoders: seconds of arithmetic that must not stall the worker or its API. */
export interface EstimateTask {
  kind: 'estimate';
  config: AnyRunConfig;
  datasetHash: string;
  /** [t][N] */
  alignments: Float64Array[];
  /** [t][N] of imported encoders: their configuration does not tell them. */
  masks?: Uint8Array[];
  /** [t] of [L, N]; null where the measure has no layers. */
  perLayer: Float64Array[] | null;
  /** [t] of each encoder; null where it was not measured. */
  viewNoises: (number | null)[];
  codeVersion: string;
  /** Version of the program that trained the encoders; null where they were trained elsewhere. */
  trainedBy: string | null;
  /** Of the encoders; several where workers with different engines shared the run. */
  engine: string;
}

export type EstimateResult = RunEstimate & {
  comparabilityKey: ComparabilityKey;
  /** Only where the measure has layers. */
  layers?: LayerScore[];
};

/** How the scores of two runs of one ensemble go together. */
export interface CorrelateTask {
  kind: 'correlate';
  config: AnyRunConfig;
  datasetHash: string;
  /** [t][N] */
  alignments: Float64Array[];
  /** [t][N] of imported encoders. */
  masks?: Uint8Array[];
  other: { config: AnyRunConfig; alignments: Float64Array[] };
}

/** What is read off an encoder after its run. */
interface StoredEncoderTask extends EncoderTask {
  checkpointHash: string;
  /** What trained the encoder: another engine would not give the same encoder again. */
  engine: string;
}

/** The nearest neighbours of every datapoint under one encoder, and its representations on a plane. */
export interface NeighboursTask extends StoredEncoderTask {
  kind: 'neighbours';
  config: AnyRunConfig;
}

export interface NeighboursResult {
  neighbours: NeighbourLists;
  /** null with fewer than two datapoints. */
  map: RepresentationMap | null;
  /** Why there is no map although there could be one. */
  mapProblem: string | null;
  /** Whether the checkpoint was damaged, and is whole again. */
  trainedAgain: boolean;
}

/** What an experiment asks of one encoder, of its frozen representations. */
export interface ExamineTask extends StoredEncoderTask {
  kind: 'examine';
  config: RunConfig;
  request: ExaminationRequest;
  /** The dataset that the request names beside that of the run. */
  elsewhere?: { slug: string; contentHash: string };
}

export type TrainerTask = TrainTask | ScoreTask | EstimateTask | NeighboursTask | ExamineTask | CorrelateTask;

export interface TaskResults {
  train: TrainResult;
  score: ScoreResult;
  estimate: EstimateResult;
  neighbours: NeighboursResult;
  examine: Examination;
  correlate: ScoreCorrelation;
}
export type TaskResult = TaskResults[keyof TaskResults];

export interface TaskProgress {
  /** Part of this task that is done, 0–1. */
  fraction: number;
  /** Last loss seen; null outside training. */
  loss: number | null;
  /** Views trained on so far; absent outside training. */
  views?: number;
  /** Steps that it goes on after; only of the first report of a training that goes on. */
  goesOnAfter?: number;
  /** Saved just now, by this engine. */
  saved?: SavedTraining & { engine: string };
  /** Why it could not be saved just now. */
  notSaved?: string;
}

export type ToTrainer = { kind: 'task'; id: number; task: TrainerTask } | { kind: 'abort'; id: number };

export interface TaskFailure {
  code: ErrorCode;
  message: string;
  details: Record<string, unknown>;
  /** For the log of the worker. */
  stack: string | undefined;
}

export type FromTrainer =
  | { kind: 'ready'; engine: string }
  | { kind: 'progress'; id: number; progress: TaskProgress }
  | { kind: 'done'; id: number; result: TaskResult }
  | { kind: 'failed'; id: number; failure: TaskFailure }
  /** The trainer cannot work at all, for instance without its engine. */
  | { kind: 'unfit'; failure: TaskFailure };
