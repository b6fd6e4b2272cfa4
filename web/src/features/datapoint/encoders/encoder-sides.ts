import { linearScale, percentOf, type Scale } from '../../../charts/frame/scale.ts';
import type { Mark } from '../../../charts/frame/mark.ts';
import type { Role } from '../../../charts/frame/paint.ts';

export interface EncoderValue {
  encoder: number;
  isTrainedOnIt: boolean;
  value: number;
}

export interface Side {
  title: string;
  values: readonly number[];
  mean: number;
  /** Of the strip: a dot for each encoder, and a line at their mean. */
  marks: readonly Mark[];
}

/** Beside the outermost dots, so that they are whole. */
const margin = 0.03;

/** The encoders trained with a datapoint and those trained without it, on one axis; null where either kind is missing. */
export function encoderSides(values: readonly EncoderValue[]): { scale: Scale; sides: Side[] } | null {
  const of = (isTrainedOnIt: boolean): number[] =>
    values.filter((one) => one.isTrainedOnIt === isTrainedOnIt).map(({ value }) => value);
  const [without, trained] = [of(false), of(true)];
  if (without.length === 0 || trained.length === 0) return null;
  const [low, high] = [Math.min(...without, ...trained), Math.max(...without, ...trained)];
  const room = (high - low || Math.abs(high) || 1) * margin;
  const scale = linearScale(low - room, high + room, 6);
  return {
    scale,
    sides: [
      sideOf(`${without.length} trained without it`, without, scale, 'run-a'),
      sideOf(`${trained.length} trained with it`, trained, scale, 'run-b'),
    ],
  };
}

function sideOf(title: string, values: readonly number[], scale: Scale, paint: Role): Side {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const at = percentOf(scale, mean);
  return {
    title,
    values,
    mean,
    marks: [
      { shape: 'line', x1: 0, x2: 100, y1: 50, y2: 50, paint: 'grid' },
      ...values.map((value): Mark => ({
        shape: 'circle',
        x: percentOf(scale, value),
        y: 50,
        radius: 3.5,
        paint,
      })),
      { shape: 'line', x1: at, x2: at, y1: 0, y2: 100, paint: 'zero' },
    ],
  };
}
