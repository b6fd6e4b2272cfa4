import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { marksOf, type ChartSpec } from '../../../web/src/charts/registry.ts';
import { layoutOf } from '../../../web/src/charts/svg/layout.ts';
import { renderSvg } from '../../../web/src/charts/svg/render-svg.ts';

/** A shape with its places in percent of the plot, to a tenth: what a page and a figure of one chart have in common. */
export type PlacedMark = [shape: string, ...places: number[]];

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

type Raw = [shape: string, attributes: Record<string, string>];

/** In the browser: the shapes within an element, with their attributes. */
const shapesWithin = `(root) => [...root.querySelectorAll('rect, line, circle, path')].map((shape) =>
  [shape.tagName, Object.fromEntries([...shape.attributes].map(({ name, value }) => [name, value]))])`;

/** The chart of a page has the marks of its figure on paper, more than so many. */
export async function expectMarks(page: Page, spec: ChartSpec, least: number): Promise<void> {
  const onPage = await marksOnPage(page.getByRole('img', { name: spec.description }));
  expect(onPage.length).toBeGreaterThan(least);
  expect(await marksOnPaper(page, renderSvg(spec), layoutOf(spec).plot)).toEqual(
    onPage.map(([shape, ...places]) => [shape, ...places.map((at) => expect.closeTo(at, 0))]),
  );
}

/** The chart of a page has the marks that its specification makes; squares, which lie in drawings of their own, are counted. */
export async function expectDrawn(page: Page, spec: ChartSpec): Promise<void> {
  const marks = marksOf(spec);
  const expected = marks.flatMap((mark): PlacedMark[] => {
    if (mark.shape === 'line') return [['line', mark.x1, mark.y1, mark.x2, mark.y2]];
    if (mark.shape === 'circle') return [['circle', mark.x, mark.y]];
    return mark.shape === 'path' ? [['path', ...mark.lines.flat(2)]] : [];
  });
  const onPage = await marksOnPage(page.getByRole('img', { name: spec.description }));
  expect(onPage.filter(([shape]) => shape !== 'rect')).toEqual(
    expected.map(([shape, ...places]) => [shape, ...places.map((at) => expect.closeTo(at, 0))]),
  );
  expect(onPage.filter(([shape]) => shape === 'rect')).toHaveLength(
    marks.filter(({ shape }) => shape === 'square').length,
  );
}

/** Of the plot of a chart on a page. */
async function marksOnPage(chart: Locator): Promise<PlacedMark[]> {
  const plot = await chart.locator('> svg[class*=plot]').elementHandle();
  const raw = await plot!.evaluate(
    new Function('root', `return (${shapesWithin})(root)`) as (root: unknown) => Raw[],
  );
  return raw.map((shape) => placed(shape, { x: 0, y: 0, width: 100, height: 100 }));
}

/** Of a figure, which the browser has to accept as XML. @param plot of it, in pixels */
async function marksOnPaper(page: Page, svg: string, plot: Box): Promise<PlacedMark[]> {
  const raw = (await page.evaluate(`(() => {
    const figure = new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml');
    const problem = figure.querySelector('parsererror');
    if (problem) throw new Error(problem.textContent);
    return (${shapesWithin})(figure.querySelector('.plot'));
  })()`)) as Raw[];
  return raw.map((shape) => placed(shape, plot));
}

function placed([shape, attributes]: Raw, plot: Box): PlacedMark {
  const across = (value: number) => tenth((100 * (value - plot.x)) / plot.width);
  const down = (value: number) => tenth((100 * (value - plot.y)) / plot.height);
  if (shape === 'path') {
    const numbers = attributes.d!.match(/-?[\d.]+/g)!.map(Number);
    return [shape, ...numbers.map((value, at) => (at % 2 === 0 ? across(value) : down(value)))];
  }
  const number = (name: string) => Number.parseFloat(attributes[name]!);
  switch (shape) {
    case 'rect':
      return [
        shape,
        across(number('x')),
        down(number('y')),
        across(number('width') + plot.x),
        down(number('height') + plot.y),
      ];
    case 'line':
      return [shape, across(number('x1')), down(number('y1')), across(number('x2')), down(number('y2'))];
    default:
      return [shape, across(number('cx')), down(number('cy'))];
  }
}

/** @returns no negative zero */
const tenth = (value: number): number => Math.round(value * 10) / 10 + 0;
