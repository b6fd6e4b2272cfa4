import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { DomainError, figureFormats } from '@engram/core';
import { datasets, type Store } from '@engram/store';
import { drawFigure } from '../../figures/draw-figure.ts';
import type { ListedFigure } from '../../figures/figure.ts';
import { figuresOf, loadFigure } from '../../figures/figures.ts';
import { figureSourceOf } from '../../figures/source-of.ts';
import type { DepositFolder } from '../deposit-folder.ts';
import type { SnapshotDescription } from '../describe-snapshot.ts';
import { rowsOf } from '../records.ts';
import { scriptJson } from '../script-json.ts';
import { pictureScripts, scoresScript, siteRuns } from './site-data.ts';
import { sitePage } from './site-page.ts';

const besideThis = (name: string): Promise<string> =>
  readFile(fileURLToPath(new URL(name, import.meta.url)), 'utf8');

export interface SiteOptions {
  home: string;
  pixels: boolean;
  publicUrl: string | undefined;
  /** Told of each figure that cannot be drawn here. */
  say: (message: string) => void;
}

/** Adds a site to a deposit that is being written: a page, its script and style, and scripts with its data. */
export async function writeSite(
  store: Store,
  into: DepositFolder,
  described: SnapshotDescription,
  o: SiteOptions,
): Promise<void> {
  const figures = await writeFigures(store, into, described, o);
  const { citationFilesOf } = await import('@engram/server/citation');
  const citations = await citationFilesOf({ ...described.snapshot, url: described.url });
  await into.add('index.html', sitePage({ described, figures, citations }));
  // The dashboard's own palette and type.
  const styles = ['../../../../web/src/styles/tokens.css', '../../../../web/src/styles/base.css', 'site.css'];
  await into.add('site.css', (await Promise.all(styles.map(besideThis))).join('\n'));
  await into.add('site.js', await besideThis('site.js'));
  await writeData(store, into, described, o);
}

async function writeFigures(
  store: Store,
  into: DepositFolder,
  { snapshot }: SnapshotDescription,
  { publicUrl, pixels, say }: SiteOptions,
): Promise<ListedFigure[]> {
  const source = await figureSourceOf(store, snapshot, { publicUrl, hasPictures: pixels });
  const drawn: ListedFigure[] = [];
  for (const listed of await figuresOf(source)) {
    try {
      const figure = await loadFigure(source, listed.name, 6.75);
      for (const format of figureFormats)
        await into.add(`figure-${listed.name}.${format}`, await drawFigure(figure, format));
      drawn.push(listed);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      say(`The figure ${listed.name} is left out: ${error.message}`);
    }
  }
  return drawn;
}

async function writeData(
  store: Store,
  into: DepositFolder,
  described: SnapshotDescription,
  { home }: SiteOptions,
): Promise<void> {
  const { thumbnailArchive } = await import('@engram/worker');
  const { readThumbnail } = await thumbnailArchive();
  const rankings = new Map<string, readonly number[]>();
  const classes = new Map<string, { index: number; name: string }[]>();
  for (const [place, { id, datasetId }] of described.runs.entries()) {
    const { script, ranking } = await scoresScript(store, id, place);
    await into.add(`data-${place + 1}.js`, script);
    if (!rankings.has(datasetId)) rankings.set(datasetId, ranking);
  }
  for (const [place, dataset] of described.datasets.entries()) {
    const named = await datasets.classesOf(store, [dataset.id]);
    classes.set(
      dataset.id,
      named.map(({ index, name }) => ({ index, name })),
    );
    const ranking = rankings.get(dataset.id) ?? [];
    const read = (hash: string) => readThumbnail(store, home, hash);
    const rows = rowsOf(into.path, 'this folder');
    for await (const { name, script } of pictureScripts({ dataset, place, ranking, read, rows }))
      await into.add(name, script);
  }
  const runs = siteRuns(described, classes);
  await into.add('site-data.js', `window.engram = ${scriptJson({ runs })};\n`);
}
