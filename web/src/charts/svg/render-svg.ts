import type { Attributes } from '../frame/attributes.ts';
import { styleOf } from '../frame/paint.ts';
import { marksOf, type ChartSpec } from '../registry.ts';
import { horizontalAxis, verticalAxis } from './axes-to-svg.ts';
import { element, svgText, type SvgElement } from './element.ts';
import { layoutOf, lineHeight, margin, swatch, type LegendItem, type TextBlock } from './layout.ts';
import { linked, markToSvg, paintAttributes, textElement } from './mark-to-svg.ts';
import { light } from './palette.ts';

const fonts = "'Inter Variable', Inter, 'Helvetica Neue', Helvetica, Arial, sans-serif";
const titleStyle = paintAttributes({ fill: 'ink', size: 'm', weight: 620 });
const textStyle = paintAttributes(styleOf('tick-label'));
const noteStyle = paintAttributes({ fill: 'ink-soft', size: 'xs' });

/**
 * A chart as a figure of its own: an SVG document in the light theme that needs no style sheet, font file or script.
 * Pure; needs no browser.
 */
export const renderSvg = (spec: ChartSpec): string => svgText(drawingOf(spec));

/** Pixels that a figure takes. */
export function figureSize(spec: ChartSpec): { width: number; height: number } {
  const { width, height } = layoutOf(spec);
  return { width, height };
}

/** The same as elements. */
export function drawingOf(spec: ChartSpec): SvgElement {
  const layout = layoutOf(spec);
  const { plot, width, height } = layout;
  const content = [
    element('title', {}, [spec.title]),
    element('desc', {}, [spec.description]),
    element('rect', { width, height, fill: light.surface }),
    ...textLines(layout.title, margin, 'start', titleStyle, lineHeight + 2),
    ...textLines(layout.yTitle, margin, 'start', textStyle),
    verticalAxis(spec.y, plot, plot.x - margin - 8),
    element(
      'g',
      { class: 'plot' },
      marksOf(spec).map((mark) => markToSvg(mark, plot)),
    ),
    horizontalAxis(spec.x, plot),
    ...textLines(layout.xTitle, plot.x + plot.width / 2, 'middle', textStyle),
    element(
      'g',
      { class: 'legend' },
      layout.legend.map((item) => legendItem(item, spec)),
    ),
    ...textLines(layout.note, margin, 'start', noteStyle),
    ...layout.sources.map(({ text, link, x, y }) => linked(link, textElement(text, { x, y, ...noteStyle }))),
  ];
  const root: Attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    // What lies within an image is hidden from those who are read to, and links must not be.
    role: content.some(hasLink) ? 'graphics-document document' : 'img',
    fontFamily: fonts,
  };
  return element('svg', root, content);
}

const hasLink = ({ name, children }: SvgElement): boolean =>
  name === 'a' || children.some((child) => typeof child !== 'string' && hasLink(child));

const textLines = (
  { lines, y }: TextBlock,
  x: number,
  textAnchor: string,
  style: Attributes,
  step = lineHeight,
): SvgElement[] => lines.map((line, at) => textElement(line, { x, y: y + at * step, textAnchor, ...style }));

function legendItem({ label, entry, x, y }: LegendItem, { legend }: ChartSpec): SvgElement {
  const style = styleOf(legend[entry]!.paint);
  const paint = paintAttributes(style);
  const key = style.fill
    ? element('rect', { x: x + 3, y: y - 6, width: swatch.width - 6, height: 12, ...paint })
    : element('line', { x1: x, x2: x + swatch.width, y1: y, y2: y, ...paint });
  const text = textElement(label, { x: x + swatch.width + swatch.gap, y, dy: '0.35em', ...noteStyle });
  return element('g', {}, [key, text]);
}
