import { describe, expect, it } from 'vitest';
import { marksOf, tableOf } from '../../../../web/src/charts/registry.ts';
import { seriesCharts, type StoredSeries } from '../../../../web/src/charts/specs/series.ts';

const x = { label: 'methods', unit: null, categories: ['simclr', 'vicreg'] };
const y = { label: 'Spearman correlation', unit: null };
const point = (at: number, value: number | null, n: number | null = null) =>
  ({ x: at, y: value, low: value === null ? null : value - 0.1, high: value === null ? null : value + 0.1, n }); // prettier-ignore

const found: StoredSeries = {
  key: 'spearman.found',
  name: 'found',
  x,
  y,
  points: [point(0, 0.5, 60), point(1, 0.4, 60)],
};
const ceiling: StoredSeries = {
  key: 'spearman.ceiling',
  name: 'ceiling',
  x,
  y,
  points: [point(0, 0.7), point(1, null)],
};
const overlap: StoredSeries = { ...found, key: 'overlap.found', y: { label: 'overlap', unit: '%' } }; // prettier-ignore

describe('the charts of an experiment', () => {
  it('hold the series with one word before the dot, a place below the other', () => {
    const [spearman, other] = seriesCharts([found, overlap, ceiling]);
    expect(spearman!.rows).toMatchObject([
      { place: 'simclr', series: 'found', n: 60 },
      { place: 'simclr', series: 'ceiling', n: null },
      { place: 'vicreg', series: 'found' },
      { place: 'vicreg', series: 'ceiling' },
    ]);
    expect(spearman!.spec.rows.map(({ value }) => value)).toEqual([0.5, 0.7, 0.4, null]);
    expect(spearman!.spec.x).toMatchObject({ label: 'Spearman correlation', unit: null });
    expect(other).toMatchObject({ key: 'overlap', spec: { x: { label: 'overlap', unit: '%' } } });
  });

  it('name numbers where there are no categories, in rising order, with their unit above', () => {
    const epochs = { label: 'training', unit: 'epochs', categories: null };
    const [chart] = seriesCharts([{ ...found, x: epochs, points: [point(8, 0.2), point(1, 0.1)] }]);
    expect(chart!.rows.map(({ place }) => place)).toEqual(['1', '8']);
    expect(chart!.spec.rows.map(({ value }) => value)).toEqual([0.1, 0.2]);
    expect(chart!.spec.y.label).toBe('training, epochs');
  });

  it('are lines over an axis of numbers, with chance and ceiling, what each point rests on and the words of the axes', () => {
    const removed = { label: 'datapoints removed', unit: null, categories: null };
    const [chart] = seriesCharts([
      { ...found, x: removed, points: [point(0, 0.5, 60), point(40, 0.4, 20)] },
      { ...ceiling, x: removed, points: [point(0, 0.7), point(40, null)] },
    ]);
    expect(chart!.lines).toMatchObject({
      kind: 'lines',
      title: 'Spearman correlation by datapoints removed',
      lines: [{ name: 'found' }, { name: 'ceiling' }],
      legend: [{ label: 'found' }, { label: 'ceiling' }],
    });
    // Lines with intervals stand beside each other, those without where they are.
    const places = (all: StoredSeries[]) =>
      marksOf(seriesCharts(all)[0]!.lines!).flatMap((mark) => ('x' in mark ? [mark.x] : []));
    const flat = {
      ...ceiling,
      key: 's.ceiling',
      x: removed,
      points: [{ ...point(0, 0.7), low: null, high: null }],
    };
    const measured = (key: string) => ({
      ...found,
      key,
      x: removed,
      points: [point(0, 0.5), point(40, 0.4)],
    });
    expect(places([measured('s.a'), flat])).toEqual([0, 100, 0]);
    expect(places([measured('s.a'), measured('s.b'), flat])).toEqual([0, 99.1, 0.9, 100, 0]);
    expect(seriesCharts([measured('s.a'), measured('s.b')])[0]!.lines!.note).toMatch(/moved apart sideways/);
    expect(seriesCharts([measured('s.a'), flat])[0]!.lines!.note).toBeNull();
    const { head, rows } = tableOf(chart!.lines!);
    expect(head).toEqual(['series', 'datapoints removed', 'value', 'interval', 'n']);
    expect(rows.map((row) => [row[0], row[1], row[4]])).toEqual([
      ['found', '0', '60'],
      ['found', '40', '20'],
      ['ceiling', '0', '–'],
      ['ceiling', '40', '–'],
    ]);
  });

  it('are lines whose points keep their order, stay on the axis, and are moved where they share a place alone', () => {
    const at = { label: 'encoders', unit: null, categories: null };
    const line = (key: string, xs: number[]) => ({ ...found, key, x: at, points: xs.map((of) => point(of, 0.5)) }); // prettier-ignore
    const all = ['a', 'b', 'c', 'd', 'e'].map((key) => line(`s.${key}`, [1, 2, 3, 500]));
    const groups = [1, 2, 3, 500].map((of) => (100 * of) / 500);
    const marks = marksOf(seriesCharts([...all, line('s.f', [250])])[0]!.lines!);
    const places = marks.flatMap((mark) => ('x' in mark ? [mark.x] : []));
    // The place that one line has for itself is what was measured.
    expect(places.at(-1)).toBe(50);
    expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...places)).toBeLessThanOrEqual(100);
    const ofGroup = groups.map((_, group) => all.map((_line, row) => places[4 * row + group]!));
    const inOrder = ofGroup.flat();
    expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
    expect(new Set(inOrder).size).toBe(20);
  });

  it('are no lines over categories, at a single place, or where there are too many to be told apart', () => {
    const removed = { label: 'datapoints removed', unit: null, categories: null };
    const numbered = { ...found, x: removed };
    const linesOf = (all: StoredSeries[]) => seriesCharts(all)[0]!.lines;
    expect(linesOf([found])).toBeNull();
    expect(linesOf([{ ...numbered, points: [point(5, 0.4)] }])).toBeNull();
    const many = Array.from({ length: 11 }, (_, at) => ({ ...numbered, key: `spearman.${at}` }));
    expect(linesOf(many.slice(1))).not.toBeNull();
    expect(linesOf(many)).toBeNull();
  });

  it('are none for an experiment that has found nothing yet', () => {
    expect(seriesCharts([])).toEqual([]);
  });
});
