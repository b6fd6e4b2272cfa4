'use client';

import { useMemo, useState } from 'react';
import type { Scale } from '../../charts/frame/scale.ts';
import {
  isWhole,
  moved,
  wholeWindow,
  windowScale,
  zoomed,
  type PlotWindow,
} from '../../charts/frame/zoom.ts';

/** Ticks on each axis, about. */
const ticks = 7;
/** How much closer one press of a button or key looks. */
const step = 1.6;

export interface Zoom {
  shown: PlotWindow;
  x: Scale;
  y: Scale;
  isWhole: boolean;
  /** @param factor above 1 to see more closely @param at 0–1 from the left, and from the top */
  by(factor: number, at?: readonly [number, number]): void;
  /** About a place, the middle when left out. */
  closer(at?: readonly [number, number]): void;
  wider(at?: readonly [number, number]): void;
  /** By parts of what is shown, to the right and up. */
  move(right: number, up: number): void;
  reset(): void;
}

/** The part of a plot that is shown; other axes begin with all of them. */
export function useZoom(xWhole: Scale, yWhole: Scale): Zoom {
  const whole = useMemo(() => wholeWindow(xWhole, yWhole), [xWhole, yWhole]);
  const [chosen, setChosen] = useState({ of: whole, shown: whole });
  const shown = chosen.of === whole ? chosen.shown : whole;
  const change = (next: (before: PlotWindow) => PlotWindow): void =>
    setChosen((before) => ({ of: whole, shown: next(before.of === whole ? before.shown : whole) }));
  return {
    shown,
    x: useMemo(() => windowScale(shown.x, ticks), [shown]),
    y: useMemo(() => windowScale(shown.y, ticks), [shown]),
    isWhole: isWhole(shown, whole),
    by: (factor, at) => change((before) => zoomed(before, whole, factor, at)),
    closer: (at) => change((before) => zoomed(before, whole, step, at)),
    wider: (at) => change((before) => zoomed(before, whole, 1 / step, at)),
    move: (right, up) => change((before) => moved(before, whole, [right, up])),
    reset: () => change(() => whole),
  };
}
