import { middleOf, type Axis, type Bands } from '../frame/chart.ts';
import { styleOf } from '../frame/paint.ts';
import { short } from '../frame/path-data.ts';
import { percentDown, percentOf } from '../frame/scale.ts';
import { element, type SvgElement } from './element.ts';
import { paintAttributes, textElement, type Box } from './mark-to-svg.ts';
import { fontSizes } from './palette.ts';
import { cut } from './text.ts';

const label = paintAttributes(styleOf('tick-label'));
const mainLabel = paintAttributes(styleOf('main-tick-label'));
const line = paintAttributes({ width: 1, ...styleOf('tick') });

/** Numbers or names at the left of a plot. @param room pixels that they may take */
export function verticalAxis(axis: Axis | Bands, plot: Box, room: number): SvgElement {
  const texts = placesOf(axis, percentDown).map(({ text, percent }) =>
    textElement(cut(text, room, fontSizes.xs), {
      x: plot.x - 8,
      y: short(plot.y + (percent * plot.height) / 100),
      dy: '0.35em',
      textAnchor: 'end',
      ...label,
    }),
  );
  return element('g', { class: 'y-axis' }, texts);
}

/** Ticks with numbers, or names, below a plot. */
export function horizontalAxis(axis: Axis | Bands, plot: Box): SvgElement {
  const bottom = plot.y + plot.height;
  const room = axis.type === 'bands' ? plot.width / axis.names.length : plot.width;
  const parts = placesOf(axis, percentOf).flatMap(({ text, percent, isMain }) => {
    const x = short(plot.x + (percent * plot.width) / 100);
    return [
      ...(axis.type === 'linear'
        ? [element('line', { x1: x, x2: x, y1: bottom, y2: bottom + 5, ...line })]
        : []),
      textElement(cut(text, room, fontSizes.xs), {
        x,
        y: bottom + 19,
        textAnchor: 'middle',
        ...(isMain ? mainLabel : label),
      }),
    ];
  });
  const base = element('line', { x1: plot.x, x2: plot.x + plot.width, y1: bottom, y2: bottom, ...line });
  return element('g', { class: 'x-axis' }, [...(axis.type === 'linear' ? [base] : []), ...parts]);
}

function placesOf(axis: Axis | Bands, percent: (axis: Axis, value: number) => number) {
  return axis.type === 'bands'
    ? axis.names.map((text, at) => ({ text, percent: middleOf(at, axis.names.length), isMain: false }))
    : axis.ticks.map(({ label: text, value, isMain = false }) => ({
        text,
        percent: percent(axis, value),
        isMain,
      }));
}
