import { claimAddress } from '@engram/core';
import {
  datasets,
  scores,
  type ClassExtremes,
  type RunRow,
  type Store,
  type StoredScore,
} from '@engram/store';
import { formatScore, picturesSpec, type Picture } from '@engram/web';
import { titleOfRun, type Figure, type FigureKind, type FigureSource } from './figure.ts';

/** Classes of one figure: more do not fit a page. */
const maxClasses = 12;
/** Pictures of each end of a class in a narrow figure, and in a wide one. */
const [inNarrow, inWide] = [3, 6];
const wide = 500;

/** The most typical and most atypical datapoints of each class, of the runs whose data are images. */
export const pictures: FigureKind = {
  async list(source) {
    const owners = [...new Set(source.runs.map((run) => run.datasetId))];
    const pictured = await datasets.withThumbnails(source.store, owners);
    const classes = await datasets.classesOf(source.store, owners);
    const withImages = new Set(classes.map(({ datasetId }) => datasetId).filter((id) => pictured.has(id)));
    return source.runs.flatMap((run, at) => {
      if (!withImages.has(run.datasetId)) return [];
      const title = titleOfRun('Typical and atypical datapoints', run, source);
      return [
        { name: `datapoints-${at + 1}`, title, load: (width: number) => load(source, run, title, width) },
      ];
    });
  },
};

async function load(
  source: FigureSource,
  run: RunRow,
  title: string,
  width: number,
): Promise<Omit<Figure, 'name' | 'title'>> {
  const { store } = source;
  const perHalf = width < wide ? inNarrow : inWide;
  const classes = (await scores.extremes(store, run.id, { perClass: perHalf })).slice(0, maxClasses);
  const names = await datasets.classNamesOf(store, run.datasetId);
  const all = (await datasets.classesOf(store, [run.datasetId])).length;
  const written = width < wide ? shortScore : formatScore;
  const pictureOf = (score: StoredScore) => toPicture(source, run, score, written(score.value));
  const nameOf = (index: number): string => names.get(index) ?? String(index);
  const spec = picturesSpec({
    title,
    names: classes.map((entry) => nameOf(entry.class)),
    rows: await Promise.all(
      classes.map(async ({ typical, atypical }) => ({
        typical: await Promise.all(typical.map(pictureOf)),
        // The most memorized one stands at the right end.
        atypical: await Promise.all(atypical.toReversed().map(pictureOf)),
      })),
    ),
    perHalf,
    width,
    note: all > classes.length ? `The first ${classes.length} of ${all} classes.` : null,
  });
  return { spec, data: dataOf(classes, nameOf), numbers: [] };
}

function dataOf(classes: readonly ClassExtremes[], nameOf: (index: number) => string): Figure['data'] {
  const head = ['class', 'end', 'place', 'index', 'score', 'low', 'high', 'thumbnail_sha256'];
  const ends = ['typical', 'atypical'] as const;
  return {
    head,
    rows: classes.flatMap((entry) =>
      ends.flatMap((end) =>
        entry[end].map(({ index, value, low, high, thumbnailHash }, at) => [
          ...[nameOf(entry.class), end, at + 1, index, value, low, high],
          thumbnailHash,
        ]),
      ),
    ),
  };
}

async function toPicture(
  source: FigureSource,
  run: RunRow,
  { index, thumbnailHash }: StoredScore,
  label: string,
): Promise<Picture> {
  const hash = source.snapshot.hash;
  return {
    source: source.hasPictures ? await pictureAddress(source.store, thumbnailHash) : null,
    name: String(index),
    label,
    link: source.base && claimAddress(source.base, { hash, run: run.id, index, field: 'score' }),
  };
}

/** One decimal fewer than elsewhere, so that the scores of neighbours do not touch. */
function shortScore(value: number | null): string {
  const decimals = formatScore(value).split('.')[1]?.length ?? 0;
  return value === null || decimals === 0
    ? formatScore(value)
    : formatScore(Number(value.toFixed(decimals - 1))).slice(0, -1);
}

/** A thumbnail as a data URI; null when it is not here as it was. */
async function pictureAddress(store: Store, hash: string | null): Promise<string | null> {
  if (hash === null) return null;
  const { thumbnailArchive } = await import('@engram/worker');
  const { readThumbnail } = await thumbnailArchive();
  const png = await readThumbnail(store, store.home, hash);
  return png && `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}
