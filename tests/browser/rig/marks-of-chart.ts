import type { Locator, Page } from 'playwright-core';

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

/** Of the plot of a chart on a page. */
export async function marksOnPage(chart: Locator): Promise<PlacedMark[]> {
  const plot = await chart.locator('> svg[class*=plot]').elementHandle();
  const raw = await plot!.evaluate(
    new Function('root', `return (${shapesWithin})(root)`) as (root: unknown) => Raw[],
  );
  return raw.map((shape) => placed(shape, { x: 0, y: 0, width: 100, height: 100 }));
}

/** Of a figure, which the browser has to accept as XML. @param plot of it, in pixels */
export async function marksOnPaper(page: Page, svg: string, plot: Box): Promise<PlacedMark[]> {
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
