/** Brings in encoders that were trained elsewhere: ONNX models become an ensemble, which runs measure like any other. */
import { basename } from 'node:path';
import {
  assertPlainText,
  assertScoringFits,
  canonicalJson,
  DomainError,
  encoderInputs,
  givenMasksKey,
  importedEnsembleConfigSchema,
  importedKey,
  policiesFor,
  scoringConfigSchema,
  type DataKind,
  type ImportedEnsembleConfig,
  type OnnxEncoderConfig,
  type PolicyConfig,
} from '@engram/core';
import {
  artifacts,
  checkpointArtifact,
  datasets,
  ensembles,
  sha256,
  whileArtifactsStay,
  type Store,
} from '@engram/store';
import { assertNotCancelled } from '../datasets/cancelled.ts';
import { truncateName } from '../datasets/names.ts';
import { positionsFrom } from '../datasets/pixel-source.ts';
import { runData, type RunData } from '../datasets/run-data.ts';
import { openOrUnpackDataset } from '../datasets/shipped.ts';
import { writeCheckpoint } from '../files/checkpoint-store.ts';
import { examineModel } from './examine-model.ts';
import { modelPaths, readModel } from './model-files.ts';
import { modelInput } from './model-input.ts';
import { openModel } from './open-model.ts';
import { statedPreprocessing, type Preprocessing } from './preprocessing.ts';
import { readMasks } from './read-masks.ts';

export interface ImportEncodersOptions {
  /** Slug of an imported dataset. */
  dataset: string;
  /** File of the masks; without it there are two models, f trained on all datapoints and g on none. */
  trainedOn?: string;
  preprocessing: Preprocessing;
  /** Views that are measured unless a run names another policy; the first built-in one for the kind of data when left out. */
  policy?: PolicyConfig;
  /** Datapoints that are scored, chosen as for a training; all when left out. */
  datapoints?: number;
  name?: string;
  codeVersion: string;
  threads?: number;
  signal?: AbortSignal;
  onProgress?(progress: { fraction: number; message: string }): void;
}

export interface ImportedEnsemble {
  id: string;
  /** Whether this call stored it. */
  created: boolean;
  encoderCount: number;
  datapointCount: number;
  encoder: OnnxEncoderConfig;
}

/** Datapoints that a model is tried on. */
const triedOn = 4;

/**
 * Nothing is stored unless every model and the masks are right. The models' files are copied into ENGRAM_HOME under their hashes.
 * @throws DomainError NOT_FOUND, INVALID_FILE, INVALID_CONFIG, INVALID_SCORE_INPUT naming file and reason; CANCELLED
 */
export async function importEncoders(
  store: Store,
  home: string,
  sources: readonly string[],
  o: ImportEncodersOptions,
): Promise<ImportedEnsemble> {
  const name = truncateName(o.name ?? basename(sources[0]!).replace(/\.onnx$/i, ''), 'encoders');
  assertPlainText(name, 'the name of an ensemble');
  const dataset = await findDataset(store, o.dataset);
  await artifacts.bringDataset(store, home, dataset.contentHash);
  const data = runData(o, await openOrUnpackDataset(home, dataset.contentHash, dataset.slug));
  const paths = await modelPaths(sources);
  const masks = await chosenMasks(paths, data, { ...o, count: dataset.datapointCount });
  const stated = await statedPreprocessing(paths, o.preprocessing);
  const policy = o.policy ?? policiesFor(dataset.kind)[0]!;
  const encoder = await checkModels(paths, { ...o, data, stated, kind: dataset.kind });
  const config = importedEnsembleConfigSchema.parse({
    dataset: dataset.slug,
    ...(o.datapoints !== undefined && { datapoints: o.datapoints }),
    method: { key: importedKey },
    encoder,
    policy,
    estimator: { key: givenMasksKey, encoders: paths.length, masks: sha256(Buffer.concat(masks)) },
  } satisfies Omit<ImportedEnsembleConfig, 'seed'>);
  assertScoringFits({ ...config, scoring: scoringConfigSchema.parse({}) }, dataset.kind);
  const encoders: Parameters<typeof ensembles.importEncoders>[1]['encoders'][number][] = [];
  for (const [index, path] of paths.entries()) {
    assertNotCancelled(o.signal, basename(path));
    const model = await readModel(path);
    const checkpointHash = await writeCheckpoint(home, model);
    if (checkpointHash !== encoder.models[index])
      throw new DomainError('CONFLICT', `${basename(path)} changed while it was imported. Import it again.`);
    encoders.push({ checkpointHash, checkpointSizeBytes: model.length, trainedOn: masks[index]! });
  }
  const stored = await whileArtifactsStay(store, async () => {
    await artifacts.keep(store, home, [...new Set(encoder.models.map(checkpointArtifact))]);
    return ensembles.importEncoders(store, {
      name,
      datasetId: dataset.id,
      methodKey: importedKey,
      design: givenMasksKey,
      config,
      codeVersion: o.codeVersion,
      encoders,
    });
  });
  return {
    ...stored,
    encoderCount: paths.length,
    datapointCount: data.indices.length,
    encoder,
  };
}

async function findDataset(store: Store, slug: string) {
  const row = await datasets.existing(store, slug);
  if (!row.hasImages)
    throw new DomainError(
      'INVALID_CONFIG',
      `The dataset '${slug}' holds representations, and no datapoints that an encoder could be given. Name another.`,
    );
  return row;
}

/** The masks over the datapoints that are scored. */
async function chosenMasks(
  paths: readonly string[],
  { indices }: RunData,
  { trainedOn, count, dataset }: { trainedOn?: string; count: number; dataset: string },
): Promise<Uint8Array[]> {
  if (trainedOn === undefined) {
    if (paths.length !== 2)
      throw new DomainError(
        'INVALID_ARGUMENT',
        `There ${paths.length === 1 ? 'is 1 model' : `are ${paths.length} models`}. Say by --trained-on MASK.npy which datapoints each was trained on: ` +
          `[${paths.length}, ${count}], 1 = trained on. Without it there are two models: f, trained on all datapoints, and g, trained on none.`,
      );
    return [new Uint8Array(indices.length).fill(1), new Uint8Array(indices.length)];
  }
  const masks = await readMasks(trainedOn, { encoders: paths.length, count, dataset });
  return masks.map((mask) => Uint8Array.from(indices, (index) => mask[index]!));
}

interface Checking extends Pick<ImportEncodersOptions, 'threads' | 'signal' | 'onProgress'> {
  data: RunData;
  stated: Preprocessing;
  kind: DataKind;
}

/** Tries each model; all must take the same input and have the same outputs. */
async function checkModels(
  paths: readonly string[],
  { data, stated, kind, threads = 1, signal, onProgress }: Checking,
): Promise<OnnxEncoderConfig> {
  const tried = data.pixels.read(positionsFrom(0, Math.min(triedOn, data.indices.length)));
  const images = encoderInputs(tried);
  const models: string[] = [];
  let first: Omit<OnnxEncoderConfig, 'models'> | undefined;
  for (const [at, path] of paths.entries()) {
    assertNotCancelled(signal, basename(path));
    const name = basename(path);
    onProgress?.({ fraction: at / paths.length, message: `trying ${name}` });
    const model = await readModel(path);
    const session = await openModel(model, name, threads);
    try {
      const input = modelInput(session, stated, { ...data.shape, kind }, name);
      const pass = { session, input, shape: data.shape, name };
      const found = {
        key: 'onnx' as const,
        input,
        layers: await examineModel(pass, images, stated.representation),
      };
      first ??= found;
      if (canonicalJson(found) !== canonicalJson(first))
        throw new DomainError(
          'INVALID_SCORE_INPUT',
          `${name} and ${basename(paths[0]!)} differ: ${describe(found)}, and ${describe(first)}. Encoders of one ensemble have the same input and outputs.`,
        );
      models.push(sha256(model));
    } finally {
      await session.release();
    }
  }
  return { ...first!, models };
}

const describe = ({ input, layers }: Omit<OnnxEncoderConfig, 'models'>): string =>
  `it takes ${input.batch ?? 'any number of'} rows of ${input.height} × ${input.width} × ${input.channels} ${input.type} and gives ` +
  layers.map(({ name, dims }) => `'${name}' [${dims}]`).join(', ');
