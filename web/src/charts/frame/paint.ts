/** The colours that charts use, by the names that they have in web/src/styles/tokens.css. */
export type Token =
  | 'accent'
  | 'atypical'
  | CategoryToken
  | ScoreToken
  | 'ink'
  | 'ink-faint'
  | 'ink-soft'
  | 'line'
  | 'line-strong'
  | 'sunken'
  | 'surface'
  | 'typical';

/** Colours of categories, in the order in which they are given out. */
export const categoryTokens = [
  'category-1',
  'category-2',
  'category-3',
  'category-4',
  'category-5',
  'category-6',
  'category-7',
  'category-8',
  'category-9',
  'category-10',
] as const;
type CategoryToken = (typeof categoryTokens)[number];

/** Colours of scores in a few steps, from low to high. */
export const scoreTokens = ['score-1', 'score-2', 'score-3', 'score-4', 'score-5'] as const;
type ScoreToken = (typeof scoreTokens)[number];

/** What a point may be painted by beside the filters. */
export type PointToken = CategoryToken | ScoreToken;

/** A colour of the palette, or a share (0–1) of one laid over another; over null, what lies behind shines through. */
export type Colour = Token | { of: Token; share: number; over: Token | null };

/** How a mark is painted: lengths in pixels, opacity 0–1. What is left out is not painted. */
export interface Style {
  fill?: Colour;
  stroke?: Colour;
  width?: number;
  dash?: string;
  /** Of the ends and joints of lines. */
  isRound?: true;
  opacity?: number;
  /** Of text. */
  size?: 'xs' | 's' | 'm';
  weight?: number;
}

const tinted = (of: Token, share: number, over: Token | null): Colour => ({ of, share, over });

/** What marks stand for, and how each is painted, on pages and on paper. */
const paints = {
  grid: { stroke: 'line' },
  tick: { stroke: 'line-strong' },
  'tick-label': { fill: 'ink-faint', size: 'xs' },
  'main-tick-label': { fill: 'ink', size: 'xs', weight: 620 },

  bar: { fill: tinted('accent', 0.24, 'surface') },
  'full-bar': { fill: 'accent' },
  interval: { fill: tinted('atypical', 0.35, null) },
  'chosen-range': { fill: tinted('accent', 0.09, null) },
  halo: { stroke: 'surface', width: 5 },
  mean: { stroke: 'atypical', width: 1.75 },
  'interval-end': { stroke: 'atypical', width: 1.25, dash: '1 2' },
  zero: { stroke: 'ink', width: 1.5, dash: '4 3' },

  'single-curve': { stroke: 'accent', width: 1, isRound: true, opacity: 0.16 },
  band: { fill: tinted('accent', 0.22, null) },
  median: { stroke: 'accent', width: 2, isRound: true },

  point: { fill: tinted('accent', 0.55, null), stroke: 'accent', width: 1.5 },
  identity: { stroke: 'ink-faint', width: 1, dash: '4 4' },
  'filtered-out': { fill: 'ink-faint' },
  passing: { fill: 'accent' },

  'faint-zero': { stroke: 'line-strong', width: 1, dash: '2 2' },
  whisker: { stroke: 'accent', width: 1.75, opacity: 0.65 },
  dot: { fill: 'accent' },

  'whole-range': { stroke: 'line', width: 3, isRound: true },
  shift: { stroke: 'line-strong', width: 1.5 },
  'run-a': { fill: 'typical' },
  'run-b': { fill: 'atypical' },

  empty: { fill: 'sunken' },
  'cell-value': { fill: 'ink', size: 's', weight: 600 },
  'cell-note': { fill: 'ink', size: 'xs' },
} as const satisfies Record<string, Style>;

export type Role = keyof typeof paints;

export const styleOf = (paint: Role | Style): Style => (typeof paint === 'string' ? paints[paint] : paint);

export const roles = Object.keys(paints) as Role[];
