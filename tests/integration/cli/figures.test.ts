import { mkdirSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  claimAddress,
  experimentConfigOf,
  figureFormats,
  type FigureFormat,
  type FigureWidth,
  type LayerScore,
} from '@engram/core';
import {
  configHash,
  datasets,
  experiments,
  runs,
  scores,
  sha256,
  snapshots,
  type RunRow,
  type Store,
} from '@engram/store';
import { beforeAll, describe, expect, it } from 'vitest';
import { drawFigure } from '../../../cli/src/figures/draw-figure.ts';
import type { FigureSource } from '../../../cli/src/figures/figure.ts';
import { figuresOf, loadFigure } from '../../../cli/src/figures/figures.ts';
import { figureSourceOf } from '../../../cli/src/figures/source-of.ts';
import { classOf, createRun, publication, scoreRow, summary } from '../../factories/run.ts';
import { readPdf } from '../../helpers/papers/read-pdf.ts';
import { withScratchStore } from '../../helpers/postgres/store.ts';
import { allOf, parseXml } from '../../helpers/xml.ts';

const place = withScratchStore();
const base = 'https://scores.example.org';

/** What readers of SVG, PDF, spreadsheets and TeX would run. */
const attacks = ['=HYPERLINK("http://e.org")', '</text><script>alert(1)</script>', '\\input{/etc/passwd}'];
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADklEQVR4nGNg+M/w3wEABkACPwsplVAAAAAASUVORK5CYII=',
  'base64',
);
const layers: LayerScore[] = ['conv1', 'representation'].map((layer, at) => ({
  ...{ layer, mean: 0.01 + at / 100, low: 0, high: 0.03, relativeMean: null, count: 30 },
}));
let source: FigureSource;
let held: RunRow[];

async function plantDataset(store: Store) {
  const folder = join(store.home, 'thumbnails', sha256(png).slice(0, 2));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${sha256(png)}.png`), png);
  return datasets.create(store, {
    ...{ slug: 'attacked', name: 'attacked', contentHash: sha256('attacked') },
    ...{ width: 2, height: 2, channels: 1, hasImages: true },
    classes: attacks.map((name, index) => ({ index, name })),
    datapoints: Array.from({ length: 33 }, (_, index) => ({
      ...{
        index,
        contentHash: sha256(`attacked ${index}`),
        class: classOf(index),
        thumbnailHash: sha256(png),
      },
    })),
  });
}

async function plantRun(
  store: Store,
  dataset: Awaited<ReturnType<typeof plantDataset>>,
  name: string,
  isKnown: (index: number) => boolean = () => true,
) {
  const { id } = await createRun(store, dataset, 'RUNNING');
  const rows = Array.from({ length: 33 }, (_, index) =>
    isKnown(index)
      ? scoreRow(index)
      : scoreRow(index, { value: null, low: null, high: null, identifiable: false, reason: 'NEVER_OUT' }),
  );
  const found = { ...summary, high: 0.14, spearmanBrown: 0.8125 };
  await runs.publish(store, id, { ...publication(rows), summary: found, layers });
  await store.pool.query('UPDATE run SET name = $2 WHERE id = $1', [id, name]);
  return (await runs.findByIds(store, [id]))[0]!;
}

async function plantRemoval(store: Store): Promise<string> {
  const config = experimentConfigOf('removal', {}, { small: true });
  const id = randomUUID();
  await experiments.create(store, {
    id,
    name: attacks[1]!,
    config,
    configHash: configHash(config),
    codeVersion: 'test',
  });
  for (const { id: runId } of held)
    await experiments.addRun(store, { experimentId: id, name: runId, runId, started: true, resumed: false });
  await experiments.transition(store, id, 'RUNNING');
  const axis = (label: string) => ({ label, unit: null, categories: null });
  const point = (x: number, y: number) => ({ x, y, low: y - 0.05, high: y + 0.05, n: 3 });
  const series = ['memorized', 'random'].map((key, at) => ({
    ...{ key: `linear.${key}`, name: `without ${key}`, x: axis('datapoints removed'), y: axis('accuracy') },
    points: [point(0, 0.8), point(40, 0.6 + at / 10)],
  }));
  await experiments.publish(store, id, { series, statements: [] });
  return id;
}

const file = async (name: string, format: FigureFormat, width: FigureWidth = 3.25) =>
  drawFigure(await loadFigure(source, name, width), format);

beforeAll(async () => {
  const { store } = place;
  const dataset = await plantDataset(store);
  held = [await plantRun(store, dataset, attacks[0]!), await plantRun(store, dataset, attacks[1]!)];
  const { snapshot } = await snapshots.create(store, {
    runIds: held.map(({ id }) => id),
    title: attacks[1]!,
  });
  source = await figureSourceOf(store, snapshot, { publicUrl: base });
});

describe('figures of a snapshot', () => {
  it('are those that its runs and the experiments on them allow', async () => {
    const before = (await figuresOf(source)).map(({ name }) => name);
    const experiment = await plantRemoval(place.store);
    const after = (await figuresOf(source)).map(({ name }) => name);
    const ofRuns = ['histogram-1', 'histogram-2', 'datapoints-1', 'datapoints-2', 'agreement-1'];
    expect(before).toEqual([...ofRuns, 'layers-1', 'layers-2']);
    expect(after).toEqual([...before, `removal-${experiment.slice(0, 8)}-linear`]);
    await expect(loadFigure(source, 'histogram-3', 3.25)).rejects.toThrow(
      /no figure 'histogram-3'; it has histogram-1/,
    );
  });

  it('are well-formed, as wide as a column or a page, with their own letters, and run nothing', async () => {
    for (const { name } of await figuresOf(source))
      for (const width of [3.25, 6.75] as const) {
        const svg = (await file(name, 'svg', width)).toString();
        const root = parseXml(svg);
        expect(Number(root.attributes.width)).toBe(96 * width);
        expect(allOf(root).filter((element) => element.name === 'script')).toEqual([]);
        expect(svg).toMatch(/@font-face\{font-family:'DejaVu Sans Condensed';[^}]*data:font\/woff2;base64/);
        for (const { attributes } of allOf(root))
          expect(attributes.href ?? base).toMatch(
            /^(https:\/\/scores\.example\.org|data:image\/png;base64,)/,
          );
        const pdf = await file(name, 'pdf', width);
        expect((await readPdf(pdf)).size.width).toBe(72 * width);
        expect(pdf.toString('latin1')).not.toMatch(/\/(JavaScript|JS|Launch|OpenAction)\b/);
        expect(pdf.toString('latin1')).toContain('/FontFile2');
      }
  });

  it('say in the text of the PDF what is stored, and link each number to it', async () => {
    const histogram = await readPdf(await file('histogram-1', 'pdf'));
    const [{ hash }, run] = [source.snapshot, held[0]!.id];
    expect(histogram.text).toContain('mean   0.1200   from   0.1000   to   0.1400');
    expect(histogram.links).toContain(claimAddress(base, { hash, run, index: null, field: 'meanhigh' }));
    expect(histogram.links).toContain(`${base}/s/${hash}?figure=histogram-1`);
    const [first] = (await scores.extremes(place.store, run, { perClass: 1 })).map(
      ({ typical }) => typical[0]!,
    );
    const grid = await readPdf(await file('datapoints-1', 'pdf'));
    // A proper minus, which some writers of PDF drop.
    expect(first!.value).toBeLessThan(0);
    expect(grid.text).toContain(`\u2212${Math.abs(first!.value!).toFixed(3)}`);
    expect(grid.links).toContain(claimAddress(base, { hash, run, index: first!.index, field: 'score' }));
    expect((await readPdf(await file('datapoints-1', 'pdf', 6.75))).text).toContain(attacks[2]);
    expect((await readPdf(await file('agreement-1', 'pdf'))).text).toContain('1.00');
  });

  it('have no links where the address is unknown, and no pictures where none may be shown', async () => {
    const bare = await figureSourceOf(place.store, source.snapshot, { hasPictures: false });
    const figure = await loadFigure(bare, 'datapoints-1', 3.25);
    expect((await readPdf(await drawFigure(figure, 'pdf'))).links).toEqual([]);
    expect((await drawFigure(figure, 'svg')).toString()).not.toContain('data:image');
    expect((await file('datapoints-1', 'svg')).toString()).toContain(
      `data:image/png;base64,${png.toString('base64')}`,
    );
  });

  it('stand in rows that rise from the most typical to the most atypical datapoint', async () => {
    const root = parseXml((await file('datapoints-1', 'svg')).toString());
    const labels = allOf(root).flatMap(({ name, text }) =>
      name === 'text' && /^[\u2212\d.]+$/.test(text) ? [text] : [],
    );
    const values = labels.map((label) => Number(label.replace('\u2212', '-')));
    expect(values).toHaveLength(3 * 6);
    for (const row of [0, 1, 2]) {
      const six = values.slice(6 * row, 6 * row + 6);
      expect(six).toEqual(six.toSorted((a, b) => a - b));
    }
  });

  it('of runs that share no datapoint leave their cell empty', async () => {
    const { store } = place;
    const [dataset] = await datasets.findByIds(store, [held[0]!.datasetId]);
    const parts = [
      await plantRun(store, dataset!, 'low', (index) => index < 16),
      await plantRun(store, dataset!, 'high', (index) => index >= 16),
    ];
    const runIds = [held[0]!, ...parts].map(({ id }) => id);
    const { snapshot } = await snapshots.create(store, { runIds, title: 'disjoint' });
    const figure = await loadFigure(await figureSourceOf(store, snapshot), 'agreement-1', 3.25);
    expect(figure.data.rows.map(([, , a, b]) => [a, b])).toEqual([
      [attacks[0], 'low'],
      [attacks[0], 'high'],
    ]);
    expect((await readPdf(await drawFigure(figure, 'pdf'))).text).toContain('1.00');
  });

  it('lie beside their numbers in full precision, none of which a spreadsheet runs', async () => {
    const histogram = (await file('histogram-1', 'csv')).toString().trim().split('\n').slice(1);
    const counted = histogram
      .map((line) => line.split(',').map(Number))
      .reduce((sum, [, , count]) => sum + count!, 0);
    expect(counted).toBe(33);
    const grid = (await file('datapoints-1', 'csv')).toString();
    const [row] = (await scores.extremes(place.store, held[0]!.id, { perClass: 3 }))[2]!.typical;
    expect(grid).toContain(`${attacks[2]},typical,1,${row!.index},${row!.value},`);
    expect(grid).toContain(`"'${attacks[0]!.replaceAll('"', '""')}"`);
    for (const { name } of await figuresOf(source))
      for (const cell of (await file(name, 'csv')).toString().split(/[,\n]/))
        expect(cell).not.toMatch(/^"?[=+@]/);
  });

  it('are the same bytes each time', async () => {
    for (const format of figureFormats)
      expect((await file('datapoints-1', format)).equals(await file('datapoints-1', format))).toBe(true);
  });
});
