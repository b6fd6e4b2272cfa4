import { describe, expect, it } from 'vitest';
import { paperPdf } from '../../../web/src/charts/paper/paper-pdf.ts';
import { paperSvg } from '../../../web/src/charts/paper/paper-svg.ts';
import type { ChartSpec } from '../../../web/src/charts/registry.ts';
import { linesSpec, lineStyle } from '../../../web/src/charts/specs/lines.ts';
import { renderSvg } from '../../../web/src/charts/svg/render-svg.ts';
import { light } from '../../../web/src/charts/svg/palette.ts';
import { chartSpecs } from '../../factories/chart-specs.ts';
import { attacks } from '../../server/citation/attacks.ts';
import { readPdf } from '../../helpers/papers/read-pdf.ts';
import { allOf, parseXml, type XmlElement } from '../../helpers/xml.ts';

const link = 'https://e.org/s/1?run=2&claim=mean';
const onPaper = (spec: ChartSpec): ChartSpec => ({
  ...spec,
  size: { ...spec.size, width: 312 },
  sources: [{ text: '\u22124.2', link }],
});

describe.each(Object.values<ChartSpec>(chartSpecs))('a chart on paper: $kind', (spec) => {
  it('keeps its texts and its links as a PDF of the same size', async () => {
    const { text, links, size } = await readPdf(await paperPdf(onPaper(spec)));
    expect(text).toContain(spec.title.split(' ')[0]);
    expect(text).toContain('\u22124.2');
    expect(links).toEqual([link]);
    expect(size.width).toBe(234);
  });

  it('keeps its texts as SVG, with a font that has their letters', async () => {
    const root = parseXml(await paperSvg(onPaper(spec)));
    const [style] = allOf(root).filter(({ name }) => name === 'style');
    expect(style!.text).toMatch(/font-weight:400;src:url\(data:font\/woff2;base64,d09GMg/);
    expect(
      allOf(root)
        .filter(({ name }) => name === 'text')
        .map(({ text }) => text),
    ).toContain('\u22124.2');
  });
});

/** A chart that says nothing but `text`, wherever users' text can stand. */
const saying = (text: string, spec: ChartSpec): ChartSpec =>
  ({
    ...onPaper(spec),
    title: text,
    description: text,
    note: text,
    legend: spec.legend.map((entry) => ({ ...entry, label: text })),
    ...(spec.y.type === 'bands' && { y: { ...spec.y, names: spec.y.names.map(() => text) } }),
  }) as ChartSpec;

describe.each(attacks)('the text %j on paper', (attack) => {
  it.each(Object.values<ChartSpec>(chartSpecs))('adds no element and no link: $kind', (spec) => {
    const elements = (text: string) => allOf(parseXml(renderSvg(saying(text, spec))));
    const kinds = (all: readonly XmlElement[]) => [...new Set(all.map(({ name }) => name))].sort();
    const [found, plain] = [elements(attack), elements('plain')];
    expect(kinds(found)).toEqual(kinds(plain));
    const addresses = found.flatMap(({ name, attributes }) => (name === 'a' ? [attributes.href] : []));
    expect(addresses).toEqual([link]);
  });

  it('is drawn into a PDF as text', async () => {
    expect((await readPdf(await paperPdf(saying(attack, chartSpecs.pictures)))).links).toEqual([link]);
  });
});

it.each(['W'.repeat(80), 'MW '.repeat(40), '@Ж'.repeat(40), 'ill '.repeat(60)])(
  '%s stays within the page',
  async (text) => {
    for (const spec of [chartSpecs.lines, chartSpecs.pictures]) {
      const { right, size } = await readPdf(await paperPdf(saying(text, spec)));
      expect(right).toBeLessThanOrEqual(size.width);
    }
  },
);

it('letters that the font lacks are replaced in a PDF and stay in an SVG', async () => {
  const spec = { ...chartSpecs.points, title: 'Kanji 漢' };
  expect((await readPdf(await paperPdf(spec))).text).toContain('Kanji \ufffd');
  expect(await paperSvg(spec)).toContain('Kanji 漢');
});

it('lines are told apart in grey: by their dashes, by the form of their points, and by what they are called', () => {
  const lines = Array.from({ length: 4 }, (_, at) => ({
    name: `line ${at}`,
    points: [{ x: 1, y: at, low: null, high: null }],
  }));
  const { legend } = linesSpec({
    title: 't',
    x: { label: 'x', unit: null },
    y: { label: 'y', unit: null },
    lines,
  });
  const dashes = lines.map((_, at) => lineStyle(at).dash);
  expect(new Set(dashes).size).toBe(4);
  expect(legend.map(({ label }) => label)).toEqual(lines.map(({ name }) => name));
  // Dark enough on white to be seen when printed: 3 : 1 of WCAG.
  for (const [at] of lines.entries())
    expect(1.05 / (luminance(light[lineStyle(at).stroke as keyof typeof light]) + 0.05)).toBeGreaterThan(3);
});

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
