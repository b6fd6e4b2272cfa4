'use client';

import { extent } from 'd3-array';
import { useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { HorizontalAxis, VerticalAxis } from '../../charts/axes.tsx';
import { DataTable } from '../../charts/data-table.tsx';
import { countPixels, paintCounts, pixelsOf, type Frame } from '../../charts/density.ts';
import { linearAxis } from '../../charts/linear-axis.ts';
import { useColours } from '../../charts/use-colours.ts';
import { usePixelSize } from '../../charts/use-pixel-size.ts';
import { formatCount, formatScore } from '../../format.ts';
import type { Corner } from '../../lasso.ts';
import type { Failures } from './cross-filter.ts';
import { coarseCounts } from './coarse-counts.ts';
import { useLasso } from './use-lasso.ts';
import styles from './score-scatter.module.css';

interface Props {
  /** [N] NaN = missing, like y */
  x: Float32Array;
  y: Float32Array;
  /** [N] 0 where a datapoint passes all filters. */
  failed: Failures;
  lasso: readonly Corner[];
  xTitle: string;
  yTitle: string;
  commit: (lasso: Corner[]) => void;
}

/** Of each axis, beside the outermost scores. */
const margin = 0.02;

/** Each datapoint a point: as many as pixels allow are told apart, and where they crowd the image grows darker. */
export function ScoreScatter({ x, y, failed, lasso, xTitle, yTitle, commit }: Props) {
  const [xAxis, yAxis] = useMemo(() => [axisOf(x, 7), axisOf(y, 5)], [x, y]);
  const { polygon, handlers } = useLasso(xAxis, yAxis, commit);
  const canvas = usePoints(x, y, failed, xAxis, yAxis);
  // The numbers behind the picture may come a moment after it.
  const calm = useDeferredValue(failed);
  const table = useMemo(() => coarseCounts(x, y, calm, xAxis, yAxis), [x, y, calm, xAxis, yAxis]);
  const place = ([across, up]: Corner): string => `${xAxis.percent(across)},${100 - yAxis.percent(up)}`;
  return (
    <figure className={styles.figure}>
      <p className={styles.yTitle}>{yTitle}</p>
      <VerticalAxis axis={yAxis} className={styles.yAxis} />
      <div className={styles.plot}>
        <canvas ref={canvas} aria-hidden="true" />
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <line className={styles.same} {...diagonal(xAxis, yAxis)} />
          <polygon className={styles.lasso} points={lasso.map(place).join(' ')} />
        </svg>
        <svg className={styles.hand} role="img" aria-label={table.words} {...handlers}>
          <polygon ref={polygon} className={styles.lasso} />
        </svg>
      </div>
      <HorizontalAxis
        axis={xAxis}
        className={styles.xAxis}
        tickClass={({ isOdd }) => (isOdd ? styles.odd : undefined)}
      />
      <p className={styles.xTitle}>
        {xTitle}, in units of its distance; draw a lasso to choose, click to let go. The line: the same score
        in both.
      </p>
      <div className={styles.tablePlace}>
        <DataTable
          summary="The scatter as a table"
          head={[`${xTitle} from`, ...table.columns.map((from) => `${yTitle} from ${formatScore(from)}`)]}
          rows={table.rows.map(({ from, counts }) => [formatScore(from), ...counts.map(formatCount)])}
        />
      </div>
    </figure>
  );
}

type Axis = ReturnType<typeof linearAxis>;

/** A little wider than the scores. */
function axisOf(values: Float32Array, ticks: number): Axis {
  const [low = 0, high = 1] = extent(values) as [number?, number?];
  const room = (high - low || 1) * margin;
  return linearAxis(low - room, high + room, ticks);
}

/** Where both scores are the same, in percent of the plot. */
function diagonal(x: Axis, y: Axis) {
  const [from, to] = [Math.max(x.low, y.low), Math.min(x.high, y.high)];
  if (!(from < to)) return {};
  return { x1: x.percent(from), y1: 100 - y.percent(from), x2: x.percent(to), y2: 100 - y.percent(to) };
}

/** Half the side of a point in pixels of the style sheet: the more points, the smaller. */
const radiusOf = (count: number): number => (count <= 5_000 ? 2 : count <= 100_000 ? 1 : 0);

/** Keeps a canvas painted: all points in the colour of the ground, over them those that pass the filters. */
function usePoints(x: Float32Array, y: Float32Array, failed: Failures, xAxis: Axis, yAxis: Axis) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const colours = useColours(canvas);
  const size = usePixelSize(canvas);
  const radius = size ? Math.round(radiusOf(x.length) * size.ratio) : 0;
  const pixels = useMemo(() => {
    if (!size) return null;
    const frame: Frame = { ...size, x: [xAxis.low, xAxis.high], y: [yAxis.low, yAxis.high] };
    return pixelsOf(x, y, frame);
  }, [x, y, xAxis, yAxis, size]);
  const ground = useMemo(() => {
    if (!colours || !size || !pixels) return null;
    const whole = size.width * size.height;
    const image = new Uint8ClampedArray(4 * whole);
    paintCounts(image, size, countPixels(pixels, whole), colours.ground, radius);
    return image;
  }, [colours, pixels, radius, size]);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !colours || !ground || !size || !pixels) return;
    const image = new ImageData(new Uint8ClampedArray(ground), size.width, size.height);
    const counts = countPixels(pixels, size.width * size.height, failed);
    paintCounts(image.data, size, counts, colours.ink, radius);
    const { width, height } = size;
    // Set here and not when rendered: a canvas of a new size is empty until it is painted.
    if (context.canvas.width !== width || context.canvas.height !== height)
      Object.assign(context.canvas, { width, height });
    context.putImageData(image, 0, 0);
  }, [colours, ground, pixels, failed, radius, size]);
  return canvas;
}
