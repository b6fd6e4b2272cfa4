import { formatAmount, formatFraction, isNumber } from '../../format.ts';
import { bands, linearAxis, type Axis, type Bands, type Chart, type LegendEntry } from '../frame/chart.ts';
import { categoryTokens, type Style, type Token } from '../frame/paint.ts';
import { linearScale } from '../frame/scale.ts';

/** A value with its interval; null = missing. */
export interface ProfileValue {
  value: number | null;
  low: number | null;
  high: number | null;
}

export interface Profile {
  name: string;
  line: Style;
  whisker: Style;
  dot: Style;
  /** One a place, in the order of the vertical axis. */
  values: readonly ProfileValue[];
}

/** Values with their intervals at places in an order, such as the layers of an encoder: a line through the values of each run. */
export interface ProfilesSpec extends Chart {
  kind: 'profiles';
  x: Axis;
  y: Bands;
  /** The first is the one that the chart is about. */
  profiles: readonly Profile[];
}

/** How many can be told apart in a row. */
export const maxProfiles = 6;

interface Layer {
  layer: string;
  mean: number | null;
  low: number | null;
  high: number | null;
}

interface Input {
  /** Of runs with the same layers; `layers` from the input on. */
  runs: readonly { name: string; layers: readonly Layer[] }[];
  /** 0–1, of the intervals. */
  confidence: number;
  /** Label of the distance, such as `L2, unit-norm representations`. */
  distance: string;
}

/** Mean score of every layer, the input above. @param runs the one that the chart is about first; at most `maxProfiles` are drawn */
export function layersSpec({ runs, confidence, distance }: Input): ProfilesSpec {
  const drawn = runs.slice(0, maxProfiles);
  const names = drawn[0]?.layers.map(({ layer }) => layer) ?? [];
  const profiles = drawn.map(({ name, layers }, at) => ({
    name,
    ...stylesOf(at),
    values: layers.map(({ mean, low, high }) => ({ value: mean, low, high })),
  }));
  const ends = profiles
    .flatMap(({ values }) => values.flatMap(({ value, low, high }) => [value, low, high]))
    .filter(isNumber);
  const title = 'Score by layer';
  return {
    kind: 'profiles',
    title,
    description: `${title}: mean score of ${formatAmount(names.length, 'layer')} of ${formatAmount(profiles.length, 'run')}, with intervals.`,
    x: linearAxis(
      { label: 'mean score m(x)', unit: `in units of the distance: ${distance}` },
      linearScale(Math.min(0, ...ends), Math.max(0, ...ends), 5),
    ),
    y: bands('layer', names),
    profiles,
    legend: [...profiles.map(entryOf), { label: '0: no memorization', paint: 'faint-zero' }],
    note: `${formatFraction(confidence)} intervals over encoders and datapoints.`,
    size: { width: 640, height: 150 + (26 + 8 * profiles.length) * names.length },
  };
}

const entryOf = ({ name, dot }: Profile): LegendEntry => ({ label: name, paint: dot });

/** The first profile has the colour of charts with one run. */
function stylesOf(at: number): Pick<Profile, 'line' | 'whisker' | 'dot'> {
  const colour: Token = at === 0 ? 'accent' : categoryTokens[at]!;
  return {
    line: { stroke: colour, width: 1.5, isRound: true, opacity: 0.45 },
    whisker: { stroke: colour, width: 1.75, opacity: 0.65 },
    dot: { fill: colour },
  };
}
