'use client';

import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { HorizontalAxis, VerticalAxis } from '../../charts/axes.tsx';
import { countAxis, linearAxis } from '../../charts/linear-axis.ts';
import { DataTable } from '../../charts/data-table.tsx';
import { formatCount, formatScore } from '../../format.ts';
import type { ScoreBins } from './bin-values.ts';
import styles from './score-brush.module.css';

export interface Range {
  from: number | null;
  to: number | null;
}

interface Props {
  bins: ScoreBins;
  range: Range;
  /** While it is dragged, once a frame. */
  preview: (range: Range) => void;
  /** When it is let go, or moved by a key. */
  commit: (range: Range) => void;
}

/** The spread of the scores that pass the other filters, and the range of scores as a brush over it. */
export function ScoreBrush({ bins, range, preview, commit }: Props) {
  const { edges, counts } = bins;
  const x = linearAxis(edges[0]!, edges.at(-1)!, 6);
  const y = countAxis(Math.max(...counts), 3);
  const from = range.from ?? x.low;
  const to = range.to ?? x.high;
  const drag = useDrag(x, preview, commit);
  const step = (x.high - x.low) / counts.length;
  const handle = (side: 'from' | 'to', value: number, low: number, high: number) => (
    <Handle
      label={side === 'from' ? 'Smallest score' : 'Largest score'}
      at={x.at(value)}
      value={value}
      low={low}
      high={high}
      step={step}
      set={(next) => commit({ ...range, [side]: next <= x.low || next >= x.high ? null : short(next) })}
    />
  );
  return (
    <figure className={styles.figure}>
      <p className={styles.yTitle}>datapoints</p>
      <VerticalAxis axis={y} className={styles.yAxis} label={({ value }) => formatCount(value)} />
      <svg className={styles.plot} role="group" aria-label="Range of scores" {...drag}>
        <rect className={styles.ground} width="100%" height="100%" />
        {Array.from(counts, (count, bin) => (
          <rect
            key={bin}
            className={edges[bin + 1]! > from && edges[bin]! < to ? styles.full : styles.bar}
            x={x.at(edges[bin]!)}
            width={`${Math.max(0.1, 100 / counts.length - 0.15)}%`}
            y={`${100 - y.percent(count)}%`}
            height={y.at(count)}
          />
        ))}
        {range.from !== null || range.to !== null ? (
          <rect
            className={styles.chosen}
            x={x.at(from)}
            width={`${Math.max(0.2, x.percent(to) - x.percent(from))}%`}
            height="100%"
          />
        ) : null}
        <line className={styles.zero} x1={x.at(0)} x2={x.at(0)} y1="0" y2="100%" />
        {handle('from', from, x.low, to)}
        {handle('to', to, from, x.high)}
      </svg>
      <HorizontalAxis
        axis={x}
        className={styles.xAxis}
        tickClass={({ isOdd }) => (isOdd ? styles.odd : undefined)}
      />
      <p className={styles.xTitle}>
        memorization score m(x), in units of the distance; drag to choose a range
      </p>
      <div className={styles.tablePlace}>
        <DataTable
          summary="The histogram as a table"
          head={['from', 'to', 'datapoints']}
          rows={Array.from(counts, (count, bin) => [
            formatScore(edges[bin]),
            formatScore(edges[bin + 1]),
            formatCount(count),
          ])}
        />
      </div>
    </figure>
  );
}

/** Four digits are finer than a pixel, and keep the address short. */
const short = (value: number): number => Number(value.toPrecision(4));

interface HandleProps {
  label: string;
  at: string;
  value: number;
  low: number;
  high: number;
  step: number;
  set: (value: number) => void;
}

function Handle({ label, at, value, low, high, step, set }: HandleProps) {
  const press = (event: KeyboardEvent): void => {
    const next = {
      ArrowRight: value + step,
      ArrowUp: value + step,
      ArrowLeft: value - step,
      ArrowDown: value - step,
      PageUp: value + 5 * step,
      PageDown: value - 5 * step,
      Home: low,
      End: high,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    set(Math.max(low, Math.min(high, next)));
  };
  return (
    <svg
      x={at}
      className={styles.handle}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={low}
      aria-valuemax={high}
      aria-valuenow={value}
      aria-valuetext={formatScore(value)}
      onKeyDown={press}
    >
      <line x1="0" x2="0" y1="0" y2="100%" />
      <rect x="-5" y="30%" width="10" height="40%" rx="4" />
    </svg>
  );
}

/** Drags a new range over the plot; one preview a frame, however often the pointer tells of itself. */
function useDrag(x: { low: number; high: number }, preview: Props['preview'], commit: Props['commit']) {
  const start = useRef<number | null>(null);
  const [frame, setFrame] = useState<{ range: Range } | null>(null);
  useEffect(() => {
    if (!frame) return;
    const request = requestAnimationFrame(() => preview(frame.range));
    return () => cancelAnimationFrame(request);
  }, [frame, preview]);
  const valueAt = (event: PointerEvent<SVGSVGElement>): number => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const fraction = Math.max(0, Math.min(1, (event.clientX - left) / width));
    return x.low + fraction * (x.high - x.low);
  };
  const rangeTo = (value: number): Range => ({
    from: short(Math.min(start.current!, value)),
    to: short(Math.max(start.current!, value)),
  });
  return {
    onPointerDown(event: PointerEvent<SVGSVGElement>) {
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = valueAt(event);
    },
    onPointerMove(event: PointerEvent<SVGSVGElement>) {
      if (start.current !== null) setFrame({ range: rangeTo(valueAt(event)) });
    },
    onPointerUp(event: PointerEvent<SVGSVGElement>) {
      if (start.current === null) return;
      const range = rangeTo(valueAt(event));
      start.current = null;
      setFrame(null);
      // A click without a drag lets go of the range.
      const isDrag = range.to! - range.from! > (x.high - x.low) / 200;
      commit(isDrag ? range : { from: null, to: null });
    },
  };
}
