import {
  canonicalJson,
  DomainError,
  ensembleConfigOf,
  includedDatapoints,
  isImportedConfig,
  measureDefinitions,
  measureKeyOf,
  storesPairDistances,
  pairCount,
  type SplitPlan,
} from '@engram/core';
import { readCheckpoint, writeCheckpoint } from '../files/checkpoint-store.ts';
import { openOrUnpackDataset } from '../datasets/shipped.ts';
import type { Encoder } from '../encoders/encoder.ts';
import { loadClassifier, loadWeights, saveWeights } from '../encoders/weights.ts';
import { storedModel } from '../imported/stored-model.ts';
import { correlateRuns } from '../pipeline/correlate.ts';
import { estimateRun } from '../pipeline/estimate.ts';
import type { Examination } from '../pipeline/examinations/examination.ts';
import { assertSameShape } from '../pipeline/examinations/assert-same-shape.ts';
import { examine } from '../pipeline/examinations/examine.ts';
import { comparedDatapoints, nearestDatapoints, neighbourLists } from '../pipeline/neighbours.ts';
import type { Meeting } from '../pipeline/meeting.ts';
import { planRun } from '../pipeline/plan.ts';
import { mapUnlessItFails } from '../pipeline/representation-map.ts';
import { runData, unseenData, type RunData } from '../datasets/run-data.ts';
import { measureEncoder } from '../pipeline/measure.ts';
import { measureOf } from '../measures/registry.ts';
import { ViewCache } from '../measures/scoring-views.ts';
import { trainEncoder } from '../pipeline/train.ts';
import type {
  EstimateResult,
  EstimateTask,
  ExamineTask,
  NeighboursResult,
  NeighboursTask,
  ScoreResult,
  ScoreTask,
  TaskProgress,
  TaskResult,
  TrainerTask,
  TrainResult,
  TrainTask,
} from './protocol.ts';
import { FileSaver } from './file-saver.ts';
import { timeSteps } from './time-steps.ts';
import { chooseAtOnce, TrainingsAtOnce, type EncodersAtOnce } from './trainings-at-once.ts';
import { unitRows } from './unit-rows.ts';

/** What the tasks of one run share. */
interface Prepared {
  key: string;
  data: RunData;
  /** Of what is trained here, drawn when it is first asked for. */
  plan?: SplitPlan;
  /** Read when a measure first asks for it. */
  unseen?: RunData;
  /** Of another dataset, read when an examination first asks for it. */
  elsewhere?: { contentHash: string; data: RunData };
}

type Report = (progress: TaskProgress) => void;

/** Carries out tasks on the engine of this process; keeps the data of the last run, since tasks come in series. */
export class TaskRunner {
  private prepared: { key: string; data: Promise<Prepared> } | null = null;
  private readonly viewCache = new ViewCache();
  private readonly atOnce: TrainingsAtOnce;

  constructor(
    private readonly home: string,
    private readonly engine: string,
    private readonly threads = 1,
    private readonly encodersAtOnce: EncodersAtOnce = 1,
    private readonly checkpointSeconds = 0,
  ) {
    this.atOnce = new TrainingsAtOnce(encodersAtOnce);
  }

  async run(task: TrainerTask, signal: AbortSignal, report: Report): Promise<TaskResult> {
    const prepared = await this.prepare(task);
    if (task.kind === 'train') return this.trainWithOthers(task, prepared, signal, report);
    if (task.kind === 'score') return this.score(task, prepared, signal, report);
    if (task.kind === 'neighbours') return this.neighbours(task, prepared, signal, report);
    if (task.kind === 'examine') return this.examine(task, prepared, signal, report);
    if (task.kind === 'correlate') return correlateRuns({ ...task, plan: planOf(task, prepared) });
    return this.estimate(task, prepared);
  }

  /** Other encoders of the ensemble may train at the same time. */
  private trainWithOthers(
    task: TrainTask,
    prepared: Prepared,
    signal: AbortSignal,
    report: Report,
  ): Promise<TrainResult> {
    const { config } = task;
    const { data } = prepared;
    const trainOn = includedDatapoints(planOf(task, prepared).masks[task.encoder]!);
    const choose = () => chooseAtOnce((count) => timeSteps({ config, data, trainOn }, count));
    return this.atOnce.run(prepared.key, choose, async (meeting) => {
      let fraction = 0;
      const noting: Report = (progress) => {
        fraction = progress.fraction;
        report(progress);
      };
      const saver = await FileSaver.open(
        {
          home: this.home,
          everySeconds: this.checkpointSeconds,
          onGoesOn: (steps, total) => noting({ fraction: steps / total, loss: null, goesOnAfter: steps }),
          onSaved: (saved) => report({ fraction, loss: null, saved: { ...saved, engine: this.engine } }),
          onFailed: (notSaved) => report({ fraction, loss: null, notSaved }),
        },
        task,
        this.engine,
      );
      const result = await this.train(task, prepared, signal, noting, { meeting, saver });
      return { ...result, durationMs: Math.round(saver.elapsedMs) };
    });
  }

  private async train(
    task: TrainTask,
    prepared: Prepared,
    signal: AbortSignal,
    report: Report,
    beside: { meeting?: Meeting | undefined; saver?: FileSaver } = {},
  ): Promise<TrainResult> {
    const { data } = prepared;
    const startedMs = performance.now();
    const plan = planOf(task, prepared);
    const initialisationSeed = plan.initialisationSeeds[task.encoder]!;
    const { encoder, classifier, lossHistory, alignmentHistory } = await trainEncoder({
      config: task.config,
      data,
      trainOn: includedDatapoints(plan.masks[task.encoder]!),
      seed: initialisationSeed,
      onProgress: (done, steps, loss, views) => report({ fraction: done / steps, loss, views }),
      signal,
      ...beside,
    });
    try {
      const weights = await saveWeights(encoder, classifier);
      return {
        checkpointHash: await writeCheckpoint(this.home, weights),
        checkpointSizeBytes: weights.byteLength,
        trainedOn: plan.masks[task.encoder]!,
        initialisationSeed,
        lossHistory,
        alignmentHistory,
        finalLoss: lossHistory.at(-1)!,
        durationMs: Math.round(performance.now() - startedMs),
        engine: this.engine,
      };
    } finally {
      encoder.dispose();
    }
  }

  /**
   * The encoder that a checkpoint holds. One that is damaged is trained again: it is a function of configuration and seed, so
   * that on one engine and machine the same bytes come back. One that is missing is trained again for scores only: neighbours
   * are not worth the hours, and the encoder may come from another machine, whose bytes this one does not give.
   */
  private async encoderOf(
    task: ScoreTask | NeighboursTask | ExamineTask,
    prepared: Prepared,
    signal: AbortSignal,
    report: Report,
  ): Promise<{ encoder: Encoder; bytes: Uint8Array; trainedAgain: TrainResult | null }> {
    if (isImportedConfig(task.config)) {
      const bytes = await storedModel(this.home, task.checkpointHash);
      // Where onnxruntime does not load, only imported encoders cannot be measured.
      const { importedEncoder } = await import('../imported/imported-encoder.ts');
      const encoder = await importedEncoder(bytes, {
        config: task.config.encoder,
        name: 'its model',
        shape: prepared.data.shape,
        threads: this.threads,
      });
      return { encoder, bytes, trainedAgain: null };
    }
    const stored = await readCheckpoint(this.home, task.checkpointHash).catch((error: unknown) => {
      const code = error instanceof DomainError ? error.code : null;
      const isDamaged = code === 'INVALID_FILE';
      const trainAgain =
        task.kind === 'score'
          ? isDamaged || code === 'NOT_FOUND'
          : isDamaged && this.encodersAtOnce === 1 && task.engine === this.engine;
      if (trainAgain) return null;
      throw error;
    });
    if (stored) return { encoder: loadWeights(stored), bytes: stored, trainedAgain: null };
    const { config, datasetHash, encoder } = task;
    const again: TrainTask = { kind: 'train', config: ensembleConfigOf(config), datasetHash, encoder };
    const trainedAgain = await this.train(again, prepared, signal, report);
    const bytes = await readCheckpoint(this.home, trainedAgain.checkpointHash);
    return { encoder: loadWeights(bytes), bytes, trainedAgain };
  }

  /** Scores what the checkpoint holds, never the encoder in memory: a resumed run reads the same bytes. */
  private async score(
    task: ScoreTask,
    prepared: Prepared,
    signal: AbortSignal,
    report: Report,
  ): Promise<ScoreResult> {
    const { data } = prepared;
    const startedMs = performance.now();
    const count = data.indices.length;
    const { views } = task.config.scoring;
    const pairDistances =
      measureOf(task.config).givesPairDistances && storesPairDistances(count, views)
        ? new Float32Array(count * pairCount(views))
        : undefined;
    const unseen = await this.unseen(task, prepared);
    const { encoder, bytes, trainedAgain } = await this.encoderOf(task, prepared, signal, report);
    const { needsClassifier } = measureDefinitions[measureKeyOf(task.config)];
    let classifier: ReturnType<typeof loadClassifier> | null = null;
    try {
      if (needsClassifier) classifier = loadClassifier(bytes);
      const { units, ...measured } = await measureEncoder({
        config: task.config,
        encoder,
        data,
        viewCache: this.viewCache,
        pairDistances,
        classifier,
        unseen,
        onProgress: (done, total) => report({ fraction: done / total, loss: null }),
        signal,
      });
      return {
        ...measured,
        ...(units && {
          units: unitRows(units, task, data, task.mask ?? planOf(task, prepared).masks[task.encoder]!),
        }),
        pairDistances: pairDistances ?? null,
        durationMs: Math.round(performance.now() - startedMs),
        trainedAgain,
      };
    } finally {
      encoder.dispose();
      classifier?.dispose();
    }
  }

  /** For measures that ask for them: labelled datapoints of the dataset that the run does not use. */
  private async unseen(task: ScoreTask, prepared: Prepared): Promise<RunData | undefined> {
    if (!measureDefinitions[measureKeyOf(task.config)].unseenDatapoints) return undefined;
    return this.unseenOf(task, prepared);
  }

  private async unseenOf(
    { config, datasetHash }: Pick<ScoreTask, 'config' | 'datasetHash'>,
    prepared: Prepared,
  ): Promise<RunData> {
    prepared.unseen ??= unseenData(
      prepared.data,
      await openOrUnpackDataset(this.home, datasetHash, config.dataset),
    );
    return prepared.unseen;
  }

  /** Labelled datapoints of another dataset, other than those that the run uses. @throws DomainError INVALID_CONFIG where the encoders cannot read them */
  private async elsewhereOf({ elsewhere }: ExamineTask, prepared: Prepared): Promise<RunData | undefined> {
    if (!elsewhere) return undefined;
    const { slug, contentHash } = elsewhere;
    if (prepared.elsewhere?.contentHash === contentHash) return prepared.elsewhere.data;
    const dataset = await openOrUnpackDataset(this.home, contentHash, slug);
    assertSameShape(slug, dataset.shape, prepared.data.shape);
    const data = unseenData(prepared.data, dataset);
    prepared.elsewhere = { contentHash, data };
    return data;
  }

  /** As `encoderOf`; one that had to be trained again is the same to the last bit. @throws DomainError INVALID_FILE where it is not */
  private async sameEncoder(
    task: NeighboursTask | ExamineTask,
    prepared: Prepared,
    signal: AbortSignal,
    report: Report,
  ): Promise<{ encoder: Encoder; trainedAgain: TrainResult | null }> {
    const found = await this.encoderOf(task, prepared, signal, report);
    if (!found.trainedAgain || found.trainedAgain.checkpointHash === task.checkpointHash) return found;
    found.encoder.dispose();
    throw new DomainError(
      'INVALID_FILE',
      `The checkpoint of encoder ${task.encoder} is damaged, and training it again on this machine gave another file.`,
    );
  }

  private async examine(
    task: ExamineTask,
    prepared: Prepared,
    signal: AbortSignal,
    report: Report,
  ): Promise<Examination> {
    const { config, request } = task;
    const { data } = prepared;
    const plan = planOf(task, prepared);
    const { encoder } = await this.sameEncoder(task, prepared, signal, report);
    try {
      const options = {
        ...{ config, encoder, data, signal },
        mask: plan.masks[task.encoder]!,
        initialisationSeed: plan.initialisationSeeds[task.encoder]!,
      };
      return await examine(
        request,
        options,
        () => this.unseenOf(task, prepared),
        () => this.elsewhereOf(task, prepared),
      );
    } finally {
      encoder.dispose();
    }
  }

  private async neighbours(
    task: NeighboursTask,
    prepared: Prepared,
    signal: AbortSignal,
    report: Report,
  ): Promise<NeighboursResult> {
    const { encoder, trainedAgain } = await this.sameEncoder(task, prepared, signal, report);
    try {
      const options = {
        config: task.config,
        encoder,
        data: prepared.data,
        onProgress: (done: number, total: number) => report({ fraction: done / total, loss: null }),
        signal,
      };
      const datapoints = await comparedDatapoints(options);
      const nearest = await nearestDatapoints(datapoints, options);
      const neighbours = neighbourLists(datapoints, nearest);
      const mapped = await mapUnlessItFails(datapoints, nearest, signal);
      return { neighbours, ...mapped, trainedAgain: trainedAgain !== null };
    } finally {
      encoder.dispose();
    }
  }

  private estimate(task: EstimateTask, prepared: Prepared): EstimateResult {
    return estimateRun({ ...task, plan: planOf(task, prepared), data: prepared.data });
  }

  private async prepare({ config, datasetHash }: TrainerTask): Promise<Prepared> {
    // Training and measuring use the same datapoints and masks.
    const key = `${datasetHash} ${canonicalJson(ensembleConfigOf(config))}`;
    if (this.prepared?.key !== key) {
      // Several tasks of a run that come together read its data once.
      const read = openOrUnpackDataset(this.home, datasetHash, config.dataset);
      const prepared = { key, data: read.then((files) => ({ key, data: runData(config, files) })) };
      prepared.data.catch(() => {
        if (this.prepared === prepared) this.prepared = null;
      });
      this.prepared = prepared;
    }
    return this.prepared.data;
  }
}

/** Which encoder sees which datapoint; of imported encoders, whose configuration does not tell it, by the masks of the task. */
function planOf({ config, ...task }: TrainerTask, prepared: Prepared): SplitPlan {
  const count = prepared.data.indices.length;
  if ('masks' in task && task.masks) return planRun(config, count, task.masks);
  return (prepared.plan ??= planRun(config, count));
}
