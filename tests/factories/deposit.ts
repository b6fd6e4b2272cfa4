import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { experimentConfigOf, falseDiscoveryRates, mean, median } from '@engram/core';
import {
  configHash,
  datasetHash,
  datasets,
  experiments,
  runs,
  sha256,
  snapshots,
  type Store,
} from '@engram/store';
import sharp from 'sharp';
import { config, createRun, publication, scoreRow } from './run.ts';

/** A grey picture, another one for each number. */
async function pictureOf(level: number): Promise<Uint8Array> {
  const create = {
    width: 8,
    height: 8,
    channels: 3,
    background: { r: level % 256, g: level >> 8, b: 9 },
  } as const;
  return sharp({ create }).png().toBuffer();
}

/** Stores thumbnails as an import does. @returns their hashes */
async function storeThumbnails(home: string, count: number): Promise<string[]> {
  const hashes: string[] = [];
  for (let at = 0; at < count; at++) {
    const bytes = await pictureOf(at);
    const hash = sha256(bytes);
    const file = join(home, 'thumbnails', hash.slice(0, 2), `${hash}.png`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
    hashes.push(hash);
  }
  return hashes;
}

export interface PlantedSnapshot {
  hash: string;
  runIds: [string, string];
  experimentId: string;
  count: number;
}

/** A snapshot of two runs with thumbnails, texts, layers, units, correlation and neighbours: a row in every table that a deposit holds. */
export async function plantSnapshot(
  store: Store,
  {
    home,
    count = 12,
    texts = ['class 0', 'class 1', 'class 2'],
    title = 'Planted scores',
    excerpt = 'a line\u2028separator',
  }: { home: string; count?: number; texts?: string[]; title?: string; excerpt?: string },
): Promise<PlantedSnapshot> {
  const thumbnails = await storeThumbnails(home, count);
  const slug = `planted-${randomUUID()}`;
  const hashes = Array.from({ length: count }, (_, index) => sha256(`${slug} ${index}`));
  const classOf = (index: number): number | null => (index % 11 === 10 ? null : index % 3);
  const dataset = await datasets.create(store, {
    slug,
    name: texts[0]!,
    contentHash: datasetHash(
      hashes,
      hashes.map((_, index) => classOf(index) ?? -1),
    ),
    width: 8,
    height: 8,
    channels: 3,
    hasImages: true,
    license: 'CC0-1.0',
    citation: texts[1]!,
    classes: texts.slice(0, 3).map((name, index) => ({ index, name })),
    datapoints: hashes.map((contentHash, index) => ({
      index,
      contentHash,
      class: classOf(index),
      thumbnailHash: thumbnails[index]!,
      sourceId: `source ${index}`,
      excerpt: index === 1 ? excerpt : null,
    })),
  });
  const ids: string[] = [];
  for (const shift of [0, 0.25]) {
    const run = await createRun(store, dataset, 'RUNNING');
    const rows = hashes.map((_, index) =>
      index === 3 && shift > 0
        ? scoreRow(index, { value: null, low: null, high: null, identifiable: false, reason: 'NEVER_OUT' })
        : scoreRow(index, { value: scoreRow(index).value! + shift, rank: index + 1 }),
    );
    const tested = rows.filter(({ standardError }) => standardError !== null);
    const rates = falseDiscoveryRates(tested, { confidence: config.scoring.confidence });
    tested.forEach((row, at) => (row.fdr = rates[at] ?? null));
    const values = rows.flatMap(({ value }) => (value === null ? [] : [value]));
    const published = publication(rows);
    await runs.publish(store, run.id, {
      ...published,
      summary: {
        ...published.summary,
        meanScore: mean(values),
        identifiableCount: values.length,
        positiveFraction: values.filter((value) => value > 0).length / values.length,
        medianStandardError: median(tested.map(({ standardError }) => standardError!)),
      },
      layers: [{ layer: texts[2]!, mean: 0.1 + shift, low: 0.05, high: 0.3, relativeMean: 1 / 3, count }],
      correlations: ids.map((runId) => ({ runId, count, spearman: 0.5, low: null, high: null })),
    });
    await plantRows(store, run.id, count);
    ids.push(run.id);
  }
  const experimentId = await plantExperiment(store, slug, ids);
  const { snapshot } = await snapshots.create(store, {
    runIds: ids,
    experimentIds: [experimentId],
    title,
    authors: [
      { family: 'Lovelace', given: 'Ada', orcid: '0000-0002-1825-0097' },
      { family: 'The Digits Group', given: null, orcid: null },
    ],
    license: 'CC-BY-4.0',
  });
  return { hash: snapshot.hash, runIds: ids as [string, string], experimentId, count };
}

/** A finished experiment on two runs, with a series of which one point is a datapoint. */
async function plantExperiment(store: Store, dataset: string, runIds: readonly string[]): Promise<string> {
  const id = randomUUID();
  const given = experimentConfigOf('agreement', {}, { small: true });
  const input = { id, name: 'planted', config: given, configHash: configHash(given), codeVersion: 'test' };
  await experiments.create(store, input);
  for (const [at, runId] of runIds.entries())
    await experiments.addRun(store, {
      ...{ experimentId: id, name: `run ${at}`, runId, started: at === 0, resumed: false },
    });
  await experiments.transition(store, id, 'RUNNING');
  const axis = { label: 'agreement', unit: null, categories: null };
  await experiments.publish(store, id, {
    series: [
      {
        ...{ key: 'agreement.all', name: 'all', x: axis, y: axis },
        points: [
          { x: 0, y: 1 / 3, low: 0.1, high: 0.5, n: 12 },
          { x: 1, y: 0.25, low: null, high: null, n: null, datapoint: { dataset, index: 2 } },
        ],
      },
    ],
    statements: [
      {
        ...{ claim: 'The runs agree.', estimate: 0.3, low: 0.2, high: 0.4, confidence: 0.95 },
        ...{ verdict: 'HOLDS', reason: null, source: null },
      },
    ],
  });
  return id;
}

async function plantRows(store: Store, runId: string, count: number): Promise<void> {
  const { rows } = await store.pool.query<{ id: string }>('SELECT ensemble_id AS id FROM run WHERE id = $1', [
    runId,
  ]);
  const mask = Buffer.alloc(count, 1);
  const losses = Buffer.from(new Float64Array(count).map((_, at) => Math.sin(at) / 3).buffer);
  await store.pool.query(
    `INSERT INTO encoder (ensemble_id, index, initialisation_seed, trained_on, loss_history, alignment_history, train_duration_ms, engine)
     VALUES ($1, 0, 'seed', $2, '{0.1,0.30000000000000004}', '{}', 12.5, 'cpu') ON CONFLICT DO NOTHING`,
    [rows[0]!.id, mask],
  );
  await store.pool.query(
    `INSERT INTO encoder_measurement (run_id, index, alignment, duration_ms) VALUES ($1, 0, $2, 3)`,
    [runId, losses],
  );
  await store.pool.query(
    `INSERT INTO neighbour (run_id, index, neighbours, distances) VALUES ($1, 0, '{1,2}', '{0.1,0.25}')`,
    [runId],
  );
  await store.pool.query(
    `INSERT INTO pair_distance (run_id, index, distances_in) VALUES ($1, 0, '\\x0000803f')`,
    [runId],
  );
  await store.pool.query(
    `INSERT INTO run_unit (run_id, encoder, unit, layer, selectivity, index, trained_on) VALUES ($1, 0, 7, 'layer1', 0.75, 2, true)`,
    [runId],
  );
}
