'use client';

import { isMeasureKey } from '@engram/core';
import { useContext, useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { percentOf } from '../../../charts/frame/scale.ts';
import { Figure } from '../../../charts/page/figure.tsx';
import { brushSpec, type Range } from '../../../charts/specs/histogram.ts';
import { formatScore } from '../../../format.ts';
import type { ScoreBins } from '../../../columns/bin-values.ts';
import { RunMeasure } from '../../scores/run-measure.ts';
import styles from './score-brush.module.css';

interface Props {
  bins: ScoreBins;
  range: Range;
  /** While it is dragged, once a frame. */
  preview: (range: Range) => void;
  /** When the drag ends, or a key moves a handle. */
  commit: (range: Range) => void;
}

/** The spread of the scores that pass the other filters, and the range of scores as a brush over it. */
export function ScoreBrush({ bins, range, preview, commit }: Props) {
  const measure = useContext(RunMeasure);
  const spec = brushSpec(bins, range, isMeasureKey(measure) ? measure : null);
  const { x, bars } = spec;
  const from = range.from ?? x.low;
  const to = range.to ?? x.high;
  const drag = useDrag(x, preview, commit);
  const handle = (side: 'from' | 'to', value: number, low: number, high: number) => (
    <Handle
      label={side === 'from' ? 'Smallest score' : 'Largest score'}
      at={`${percentOf(x, value)}%`}
      value={value}
      low={low}
      high={high}
      step={(x.high - x.low) / bars.length}
      set={(next) => commit({ ...range, [side]: next <= x.low || next >= x.high ? null : short(next) })}
    />
  );
  return (
    <Figure
      spec={spec}
      layout="brush"
      hint="; drag to choose a range"
      plot={(marks, className) => (
        <svg className={`${className} ${styles.plot}`} role="group" aria-label={spec.title} {...drag}>
          <rect className={styles.ground} width="100%" height="100%" />
          <g className={styles.marks} aria-hidden="true">
            {marks}
          </g>
          {handle('from', from, x.low, to)}
          {handle('to', to, from, x.high)}
        </svg>
      )}
    />
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
      // A click without a drag clears the range.
      const isDrag = range.to! - range.from! > (x.high - x.low) / 200;
      commit(isDrag ? range : { from: null, to: null });
    },
  };
}
