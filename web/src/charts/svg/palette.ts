import type { Ink } from '../frame/attributes.ts';
import type { Colour, Token } from '../frame/paint.ts';

/** The light theme of web/src/styles/tokens.css: a test compares them. */
export const light: Record<Token, string> = {
  surface: '#ffffff',
  sunken: '#f2f0ea',
  line: '#e4e1d9',
  'line-strong': '#8b8778',
  ink: '#1c1f26',
  'ink-soft': '#4c525e',
  'ink-faint': '#646b78',
  accent: '#1f5c9e',
  typical: '#0b6489',
  atypical: '#a84a08',
  'category-1': '#1f77b4',
  'category-2': '#c65d00',
  'category-3': '#1b7f3b',
  'category-4': '#c0282d',
  'category-5': '#7b52ab',
  'category-6': '#7a4a3a',
  'category-7': '#d1529b',
  'category-8': '#3d4350',
  'category-9': '#7d7a00',
  'category-10': '#0d8b93',
  'score-1': '#727c89',
  'score-2': '#5f64ae',
  'score-3': '#83439c',
  'score-4': '#a0245f',
  'score-5': '#7a0a12',
};

export const fontSizes = { xs: 12, s: 13, m: 15 } as const;

/** Colours as numbers, so that a figure needs no style sheet. */
export const paperInk: Ink = {
  colour: (colour) => {
    if (typeof colour === 'string') return { colour: light[colour] };
    if (colour.over === null) return { colour: light[colour.of], opacity: colour.share };
    return { colour: mixed(colour.of, colour.share, colour.over) };
  },
  fontSize: (size) => fontSizes[size],
};

function mixed(of: Token, share: number, over: NonNullable<Exclude<Colour, string>['over']>): string {
  const [top, below] = [channels(light[of]), channels(light[over])];
  return `#${top.map((channel, at) => hex(share * channel + (1 - share) * below[at]!)).join('')}`;
}

const channels = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

const hex = (channel: number): string => Math.round(channel).toString(16).padStart(2, '0');
