/** What the site's own script reads. It stands in scripts, since a page of `file://` may load no other data. */
import { scores, type DatasetRow, type DepositRow, type RunRow, type Store } from '@engram/store';
import type { SnapshotDescription } from '../describe-snapshot.ts';
import { scriptJson } from '../script-json.ts';

/** Pictures in one file: those that a page of results needs lie in few files, since they are sorted by score. */
const picturesInFile = 200;

/** Columns of the scores that the explorer shows, [N] each. */
const columns = ['index', 'class', 'value', 'low', 'high', 'standardError', 'relativeValue', 'alignmentIn', 'alignmentOut', 'nIn', 'nOut', 'rank', 'percentile', 'topFraction', 'fdr', 'role', 'reason', 'contentHash'] as const; // prettier-ignore

export interface SiteRun {
  id: string;
  name: string;
  dataset: number;
  confidence: number;
  classes: { index: number; name: string }[];
}

/** The scores of a run column by column, as a script. */
export async function scoresScript(
  store: Store,
  runId: string,
  place: number,
): Promise<{ script: string; ranking: number[] }> {
  const values: Record<string, unknown[]> = Object.fromEntries(columns.map((name) => [name, []]));
  const scored: { index: number; value: number }[] = [];
  for await (const score of scores.stream(store, runId)) {
    const record = scores.scoreRecord(score, new Map());
    for (const name of columns) values[name]!.push(record[name]);
    scored.push({ index: score.index, value: score.value ?? -Infinity });
  }
  scored.sort((a, b) => b.value - a.value || a.index - b.index);
  return {
    script: `engram.scores(${place}, ${scriptJson(values)});\n`,
    ranking: scored.map(({ index }) => index),
  };
}

export interface PicturesOptions {
  dataset: DatasetRow;
  place: number;
  /** Indices of datapoints, most memorized first. */
  ranking: readonly number[];
  read: (hash: string) => Promise<Uint8Array | null>;
  /** Of the deposit, from the first on. */
  rows: AsyncIterable<DepositRow>;
}

/** Files with the thumbnails of a dataset, and one that says where each is. */
export async function* pictureScripts({
  dataset,
  place,
  ranking,
  read,
  rows,
}: PicturesOptions): AsyncGenerator<{ name: string; script: string }> {
  const hashes = new Map<number, string | null>();
  const texts: Record<number, { source?: string; excerpt?: string }> = {};
  for await (const { table, row } of rows) {
    // Behind the datapoints.
    if (table === 'ensemble') break;
    if (table !== 'datapoint' || row.dataset_id !== dataset.id) continue;
    const [index, source, excerpt] = [row.index as number, row.source_id, row.excerpt];
    hashes.set(index, row.thumbnail_hash as string | null);
    const text = {
      ...(typeof source === 'string' && { source }),
      ...(typeof excerpt === 'string' && { excerpt }),
    };
    if (Object.keys(text).length > 0) texts[index] = text;
  }
  const order = [...new Set([...ranking, ...hashes.keys()])].filter((index) => hashes.get(index));
  const fileOf: Record<number, number> = {};
  for (let from = 0; from < order.length; from += picturesInFile) {
    const number = from / picturesInFile;
    const pictures: Record<number, string> = {};
    for (const index of order.slice(from, from + picturesInFile)) {
      const bytes = await read(hashes.get(index)!);
      if (!bytes) continue;
      fileOf[index] = number;
      pictures[index] = Buffer.from(bytes).toString('base64');
    }
    yield {
      name: `pictures-${place + 1}-${number + 1}.js`,
      script: `engram.pictures(${place}, ${number}, ${scriptJson(pictures)});\n`,
    };
  }
  yield {
    name: `datapoints-${place + 1}.js`,
    script: `engram.datapoints(${place}, ${scriptJson({ fileOf, texts })});\n`,
  };
}

/** Runs in their order, with what the explorer calls their classes. */
export function siteRuns(
  { runs, datasets }: SnapshotDescription,
  classes: ReadonlyMap<string, { index: number; name: string }[]>,
): SiteRun[] {
  return runs.map((run: RunRow) => ({
    id: run.id,
    name: run.name,
    dataset: datasets.findIndex(({ id }) => id === run.datasetId),
    confidence: run.config.scoring.confidence,
    classes: classes.get(run.datasetId) ?? [],
  }));
}
