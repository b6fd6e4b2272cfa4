import { describe, expect, it } from 'vitest';
import type { Axis } from '../../../../web/src/charts/frame/chart.ts';
import { tableOf, type ChartSpec } from '../../../../web/src/charts/registry.ts';
import { histogramSpec } from '../../../../web/src/charts/specs/histogram.ts';
import { layoutOf } from '../../../../web/src/charts/svg/layout.ts';
import { renderSvg } from '../../../../web/src/charts/svg/render-svg.ts';
import { chartSpecs, moreSpecs } from '../../../factories/chart-specs.ts';
import { allOf, parseXml, type XmlElement } from '../../../helpers/xml.ts';

const parsed = (spec: ChartSpec) => parseXml(renderSvg(spec));
const textsOf = (root: XmlElement) => allOf(root).filter(({ name }) => name === 'text');
const plotOf = (spec: ChartSpec) =>
  allOf(parsed(spec)).find(({ attributes }) => attributes.class === 'plot')!;

/** Where values stand on paper, by the rule of three. */
function placeIn(spec: ChartSpec) {
  const { plot } = layoutOf(spec);
  const fraction = ({ low, high }: Axis, value: number) => (value - low) / (high - low);
  return {
    plot,
    x: (value: number) => plot.x + fraction(spec.x as Axis, value) * plot.width,
    y: (value: number) => plot.y + (1 - fraction(spec.y as Axis, value)) * plot.height,
  };
}
const numbers = ({ attributes }: XmlElement, ...names: string[]) =>
  names.map((name) => Number(attributes[name]));
const near = (expected: number[]) => expected.map((value) => expect.closeTo(value, 1));

const all = Object.entries<ChartSpec>({ ...chartSpecs, ...moreSpecs });

describe.each(all)('a figure of a chart: %s', (_, spec) => {
  it('is the same from a specification that has travelled as JSON', () => {
    const travelled = JSON.parse(JSON.stringify(spec)) as ChartSpec;
    expect(travelled).toEqual(spec);
    expect(renderSvg(travelled)).toBe(renderSvg(spec));
  });

  it('is XML that needs no style sheet, script, font or file', () => {
    const svg = renderSvg(spec).replaceAll(/ href="data:image\/png;base64,[\w+/=]+"/g, '');
    expect(parseXml(svg).name).toBe('svg');
    expect(svg).not.toMatch(/var\(|color-mix|style=|href|url\(|<script|NaN|undefined|null|Infinity/);
    for (const { attributes } of allOf(parseXml(svg)))
      for (const paint of [attributes.fill, attributes.stroke])
        expect(paint ?? 'none').toMatch(/^(none|#[0-9a-f]{6})$/);
  });

  it('has its title, both axes with their units, the legend and the note in words, within the figure', () => {
    const root = parsed(spec);
    const words = textsOf(root).map(({ text }) => text);
    const said = words.join(' ');
    expect(said).toContain(spec.title);
    for (const { label, unit } of [spec.x, spec.y])
      expect(said).toContain(unit ? `${label}, ${unit}` : label);
    if (spec.note) expect(said).toContain(spec.note);
    for (const { label } of spec.legend) expect(words).toContain(label);
    const { width, height } = layoutOf(spec);
    for (const text of textsOf(root)) {
      const [x, y] = numbers(text, 'x', 'y');
      expect(x! >= 0 && x! <= width && y! >= 0 && y! <= height).toBe(true);
    }
  });

  it('has every tick where its value is, and every name beside its band', () => {
    const { plot, x, y } = placeIn(spec);
    const texts = textsOf(parsed(spec));
    const at = (label: string, name: 'x' | 'y') =>
      texts.filter(({ text }) => text === label).map(({ attributes }) => Number(attributes[name]));
    if (spec.x.type === 'linear')
      for (const { label, value } of spec.x.ticks)
        expect(at(label, 'x')).toContainEqual(expect.closeTo(x(value), 1));
    if (spec.y.type === 'linear')
      for (const { label, value } of spec.y.ticks)
        expect(at(label, 'y')).toContainEqual(expect.closeTo(y(value), 1));
    else {
      const { names } = spec.y;
      names.forEach((name, row) =>
        expect(at(name, 'y')).toContainEqual(
          expect.closeTo(plot.y + ((row + 0.5) * plot.height) / names.length, 1),
        ),
      );
    }
  });
});

describe('the marks of a figure stand at their values', () => {
  const ofName = (spec: ChartSpec, name: string) =>
    allOf(plotOf(spec)).filter((element) => element.name === name);

  it('bars from edge to edge as high as their counts, the mean with its interval, 0', () => {
    const spec = chartSpecs.histogram;
    const { plot, x, y } = placeIn(spec);
    const [first, second, third, interval] = ofName(spec, 'rect');
    expect([first, second, third].map((bar) => numbers(bar!, 'x', 'y'))).toEqual(
      [[-0.02, 10] as const, [0, 40] as const, [0.02, 25] as const].map(([low, count]) =>
        near([x(low), y(count)]),
      ),
    );
    const [width, height] = numbers(second!, 'width', 'height');
    expect(x(0) + width!).toBeCloseTo(x(0.02) - 0.0018 * plot.width, 0);
    expect(height).toBeCloseTo(plot.y + plot.height - y(40), 1);
    expect([first!.attributes.fill, second!.attributes.fill]).toEqual(['#c9d8e8', '#1f5c9e']);
    expect(numbers(interval!, 'x', 'width')).toEqual(near([x(0.008), x(0.016) - x(0.008)]));
    const lines = ofName(spec, 'line').filter(({ attributes }) => attributes.x1 === attributes.x2);
    const at = (stroke: string) =>
      Number(lines.find(({ attributes }) => attributes.stroke === stroke)!.attributes.x1);
    expect([at('#a84a08'), at('#1c1f26')]).toEqual(near([x(0.012), x(0)]));
  });

  it('curves through their epochs, with the band from quantile to quantile', () => {
    const spec = chartSpecs.curves;
    const { x, y } = placeIn(spec);
    const [single, broken, band, median] = ofName(spec, 'path').map(({ attributes }) =>
      attributes.d!.match(/[\d.]+/g)!.map(Number),
    );
    const through = (points: [number, number][]) =>
      near(points.flatMap(([epoch, value]) => [x(epoch), y(value)]));
    expect(single).toEqual(
      through([
        [1, 4],
        [2, 2],
        [3, 1],
      ]),
    );
    expect(broken).toEqual(
      through([
        [1, 4],
        [2, 2],
      ]),
    );
    expect(band).toHaveLength(12);
    expect(median).toEqual(
      through([
        [1, 4],
        [2, 2],
        [3, 1],
      ]),
    );
  });

  it('points, each named', () => {
    const spec = chartSpecs.points;
    const { x, y } = placeIn(spec);
    expect(ofName(spec, 'circle').map((point) => numbers(point, 'cx', 'cy'))).toEqual([
      near([x(8), y(0.5)]),
      near([x(16), y(0.75)]),
    ]);
    expect(ofName(spec, 'title').map(({ text }) => text)).toEqual([
      'first: 8, 0.50',
      'second & <third>: 16, 0.75',
    ]);
  });

  it('a scatter as cells of those that pass and those that do not, and the line of equal scores', () => {
    const spec = chartSpecs.scatter;
    const { x, y, plot } = placeIn(spec);
    const [ground, ...cells] = ofName(spec, 'rect');
    expect(numbers(ground!, 'x', 'y', 'width', 'height')).toEqual(
      near([plot.x, plot.y, plot.width, plot.height]),
    );
    const placed = cells.map((cell) => {
      const [left, top, width, height] = numbers(cell, 'x', 'y', 'width', 'height') as [
        number,
        number,
        number,
        number,
      ];
      return { fill: cell.attributes.fill, left, top, right: left + width, bottom: top + height };
    });
    const holds = (fill: string, across: number, up: number) =>
      placed.some(
        (cell) =>
          cell.fill === fill &&
          cell.left - 0.1 <= x(across) &&
          x(across) <= cell.right + 0.1 &&
          cell.top - 0.1 <= y(up) &&
          y(up) <= cell.bottom + 0.1,
      );
    expect(placed).toHaveLength(3);
    expect([holds('#1f5c9e', 0, 0), holds('#1f5c9e', 1, 1), holds('#646b78', 0.5, 0.25)]).toEqual([
      true,
      true,
      true,
    ]);
    const [identity] = ofName(spec, 'line');
    expect(numbers(identity!, 'x1', 'y1')).toEqual(near([x(-0.02), y(-0.02)]));
  });

  it('values with their intervals, row by row; no whisker where there is no interval', () => {
    const spec = chartSpecs.intervals;
    const { x, plot } = placeIn(spec);
    const [zero, whisker, ...none] = ofName(spec, 'line');
    expect(numbers(zero!, 'x1')).toEqual(near([x(0)]));
    expect(numbers(whisker!, 'x1', 'x2', 'y1')).toEqual(near([x(0.01), x(0.03), plot.y + plot.height / 4]));
    expect(none).toEqual([]);
    expect(ofName(spec, 'circle').map((dot) => numbers(dot, 'cx')[0])).toEqual(near([x(0.02), x(-0.01)]));
  });

  it('layers one below the other, a line through the values of each run that breaks where one is missing', () => {
    const spec = chartSpecs.profiles;
    const { x, plot } = placeIn(spec);
    const down = (place: number, run: number) => plot.y + ((place + run / 3) * plot.height) / 3;
    const [broken, whole] = ofName(spec, 'path').map(({ attributes }) =>
      attributes.d!.match(/[-\d.]+/g)!.map(Number),
    );
    expect(broken).toEqual(near([x(0.01), down(0, 1), x(0.04), down(2, 1)]));
    expect(whole).toEqual(near([x(0.02), down(0, 2), x(0.03), down(1, 2), x(0.05), down(2, 2)]));
    const whiskers = ofName(spec, 'line').filter(({ attributes }) => attributes.y1 === attributes.y2);
    expect(whiskers.map((line) => numbers(line, 'x1', 'x2', 'y1'))).toEqual(
      [
        [-0.01, 0.03, 0, 1] as const,
        [0.02, 0.04, 1, 2] as const,
        [0.03, 0.05, 2, 1] as const,
        [0.04, 0.06, 2, 2] as const,
      ].map(([low, high, place, run]) => near([x(low), x(high), down(place, run)])),
    );
    const dots = ofName(spec, 'circle');
    expect(dots.map((dot) => numbers(dot, 'cx')[0])).toEqual(near([0.01, 0.02, 0.03, 0.04, 0.05].map(x)));
    expect(dots.map(({ attributes }) => attributes.fill)).toEqual([
      '#1f5c9e',
      '#c65d00',
      '#c65d00',
      '#1f5c9e',
      '#c65d00',
    ]);
    expect(tableOf(spec).rows[1]).toEqual(['conv1', 'second & <third>', '0.0200', 'no interval']);
  });

  it('two percentiles on one line, and nothing where one is missing', () => {
    const spec = chartSpecs.shifts;
    const { x } = placeIn(spec);
    expect(ofName(spec, 'circle').map((dot) => numbers(dot, 'cx'))).toEqual([near([x(20)])]);
    expect(ofName(spec, 'rect').map((square) => numbers(square, 'x', 'width'))).toEqual([
      near([x(70) - 4.5, 9]),
    ]);
  });

  it('cells that are the darker the larger their numbers, which are written into them', () => {
    const brightness = ({ attributes }: XmlElement) => Number.parseInt(attributes.fill!.slice(1, 3), 16);
    const cells = ofName(moreSpecs.pairs, 'rect');
    const texts = ofName(moreSpecs.pairs, 'text').map(({ text }) => text);
    expect(cells).toHaveLength(6);
    expect(texts).toEqual(['.10', '.20', '.30', '.50']);
    const [low, middle, unknown, , , high] = cells.map(brightness);
    expect([low! > middle!, middle! > high!, unknown! >= low!]).toEqual([true, true, true]);
    const agreement = ofName(chartSpecs.matrix, 'text').map(({ text }) => text);
    expect(agreement.slice(0, 6)).toEqual([
      '0.50',
      'reliability',
      'fair',
      '0.80',
      'τ 0.60',
      'top 30\u00a0% / 5\u00a0%',
    ]);
  });

  it('in every chart of which nothing is known, too', () => {
    const none = { edges: [0, 1], counts: [0] };
    const spec = histogramSpec({
      bins: none,
      domain: [0, 1],
      from: null,
      to: null,
      mean: null,
      meanOf: 'of all',
    });
    expect(renderSvg(spec)).not.toMatch(/NaN|undefined|Infinity/);
  });
});

it('names that XML cannot hold do not break a figure', () => {
  const title = 'a\u0000b <&"> \ud800 \u{1f600}';
  const texts = textsOf(parsed({ ...chartSpecs.points, title })).map(({ text }) => text);
  expect(texts[0]).toBe('a\ufffdb <&"> \ufffd \u{1f600}');
});
