import { formatCoefficient, isNumber } from '../../format.ts';
import { linearAxis, type Axis, type Chart } from '../frame/chart.ts';
import { linearScale } from '../frame/scale.ts';

export interface PointsSpec extends Chart {
  kind: 'points';
  x: Axis;
  y: Axis;
  /** What a point stands for. */
  noun: string;
  points: readonly { name: string; x: number; y: number; label: { x: string; y: string } }[];
}

interface Measured {
  encoderCount: number;
  summary: { spearmanBrown: number | null } | null;
}

/**
 * How far the ranking of each run would repeat, against the number of encoders behind it. Runs of unknown reliability are left out.
 *
 * @param names of the runs, each told apart
 */
export function reliabilitySpec(runs: readonly Measured[], names: readonly string[]): PointsSpec {
  const points = runs.flatMap(({ encoderCount: x, summary }, at) => {
    const y = summary?.spearmanBrown;
    return isNumber(y) ? [{ name: names[at]!, x, y, label: { x: String(x), y: formatCoefficient(y) } }] : [];
  });
  const title = 'Reliability against the number of encoders';
  return {
    kind: 'points',
    title,
    description: `${title}: ${points.length} points.`,
    x: linearAxis(
      { label: 'encoders', unit: null },
      linearScale(0, Math.max(1, ...points.map(({ x }) => x)), 6),
    ),
    y: linearAxis(
      { label: 'reliability', unit: '1 at most' },
      linearScale(Math.min(0, ...points.map(({ y }) => y)), 1, 4),
    ),
    noun: 'run',
    points,
    legend: [],
    note: 'One point per run: Spearman–Brown, how far its ranking would repeat with other encoders.',
    size: { width: 560, height: 360 },
  };
}
