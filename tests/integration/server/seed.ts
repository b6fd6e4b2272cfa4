import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunSummary, ScoreRow } from '@engram/core';
import { datasets, runs, sha256, type DatasetRow, type Store } from '@engram/store';
import { createRun, publication, scoreRow, summary } from '../../factories/run.ts';

export const datapointCount = 120;
export const classCount = 7;
/** 1 × 1 transparent pixel. */
export const thumbnail = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const roles = ['shared', 'candidate', 'independent'] as const;

export interface Seed {
  dataset: DatasetRow;
  /** UUIDs of two published runs over all datapoints, and of one that is queued. */
  first: string;
  second: string;
  queued: string;
  /** Rows as published, by run. */
  rows: Map<string, ScoreRow[]>;
}

/** Few distinct values, so that pages begin and end inside ties; one score in ten is not identifiable. */
export function rowsOf(salt: number): ScoreRow[] {
  const rows = Array.from({ length: datapointCount }, (_, index) => {
    const value = (index + salt) % 10 === 9 ? null : ((index * 37 * salt) % 9) / 10 - 0.2;
    return scoreRow(index, {
      class: index % classCount,
      value,
      relativeValue: value === null ? null : value / 2,
      alignmentIn: 0.2 + (index % 5) / 10,
      alignmentOut: 0.2 + (index % 5) / 10 + (value ?? 0),
      standardError: index % 4 === 0 ? null : (index % 6) / 100,
      topFraction: value === null ? null : Math.min(1, Math.max(0, value * 1.5)),
      fdr: value === null || index % 4 === 0 ? null : (index % 5) / 40,
      identifiable: value !== null,
      reason: value === null ? 'NEVER_OUT' : null,
      role: roles[index % 3]!,
    });
  });
  const ranked = rows
    .filter((row) => row.value !== null)
    .sort((a, b) => b.value! - a.value! || a.index - b.index);
  ranked.forEach((row, place) => {
    row.rank = place + 1;
    row.percentile = (100 * ranked.filter((other) => other.value! <= row.value!).length) / ranked.length;
  });
  return rows;
}

export async function publishRun(store: Store, dataset: DatasetRow, rows: ScoreRow[]): Promise<string> {
  const run = await createRun(store, dataset, 'RUNNING');
  const withInterval: RunSummary = { ...summary, low: 0.05, high: 0.2, ranking: 'GOOD', spearmanBrown: 0.9 };
  const classSummaries = Array.from({ length: classCount }, (_, index) => {
    const values = rows.flatMap((row) => (row.class === index && row.value !== null ? [row.value] : []));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { class: index, count: values.length, mean, low: mean - 0.1, high: mean + 0.1 };
  });
  await runs.publish(store, run.id, { ...publication(rows), summary: withInterval, classSummaries });
  return run.id;
}

export async function seed(store: Store, slug = 'digits'): Promise<Seed> {
  const thumbnailHash = sha256(thumbnail);
  const folder = join(store.home, 'thumbnails', thumbnailHash.slice(0, 2));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${thumbnailHash}.png`), thumbnail);
  const dataset = await datasets.create(store, {
    slug,
    name: 'Digits — ünïcode',
    contentHash: sha256(slug),
    width: 1,
    height: 1,
    channels: 4,
    hasImages: true,
    license: 'CC0',
    citation: null,
    classes: Array.from({ length: classCount }, (_, index) => ({ index, name: `digit ${index}` })),
    datapoints: Array.from({ length: datapointCount }, (_, index) => ({
      index,
      contentHash: sha256(`${slug} ${index}`),
      class: index % classCount,
      thumbnailHash: index === 7 ? null : thumbnailHash,
    })),
  });
  const [one, two] = [rowsOf(1), rowsOf(2)];
  const first = await publishRun(store, dataset, one);
  const second = await publishRun(store, dataset, two);
  const queued = (await createRun(store, dataset)).id;
  return {
    dataset,
    first,
    second,
    queued,
    rows: new Map([
      [first, one],
      [second, two],
    ]),
  };
}
