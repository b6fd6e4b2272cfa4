import type { ScatterAxes } from '../charts/specs/scatter.ts';
import { knownKey } from '../known-key.ts';

export const scatterAxes: Record<ScatterAxes, string> = { value: 'scores', percentile: 'percentiles' };

export const parseAxes = (text: string | null): ScatterAxes | null =>
  text === 'value' || text === 'percentile' ? text : null;

export const parseColouring = (text: string | null): Colouring => knownKey(colourings, text, 'none');

/** By what the points of a scatter are coloured. */
export const colourings = { none: 'filters', class: 'class', tag: 'tag', role: 'split role' } as const;
export type Colouring = keyof typeof colourings;

/** By what the points of a map are coloured: by the score, or as those of a scatter. */
export const mapColourings = { score: 'score', ...colourings } as const;
export type MapColouring = keyof typeof mapColourings;

export const parseMapColouring = (text: string | null): MapColouring =>
  knownKey(mapColourings, text, 'score');
