import { codeOfRole, roleOfCode, splitRoles } from '@engram/core';
import type { MapColouring } from '../address/scatter-look.ts';
import { scoreTokens, type PointToken } from '../charts/frame/paint.ts';
import { bytesOf } from './bytes-of.ts';
import { facetCounts, type Explored } from './cross-filter.ts';
import type { TagPositions } from './tag-column.ts';

const unknownClass = -1;
/** Colours that a reader can tell apart; what is rarer shares one more, a grey. */
export const mostCategories = 10;

export interface Categories {
  /** Of code 1, 2, …; at most 10. */
  names: readonly string[];
  /** What code 0 stands for; null where no datapoint has it. */
  rest: string | null;
  /** [N] */
  codes: Uint8Array;
  /** Colours of code 1, 2, …; those of categories when left out. */
  tokens?: readonly PointToken[];
}

/**
 * Colours by class: the classes that are filtered by first, then the largest; in the order of their indices.
 * @param chosen indices of classes @param nameOf a class by its index
 */
export function classCategories(
  column: Int32Array,
  chosen: readonly number[],
  nameOf: (index: number) => string,
): Categories {
  const counts = facetCounts(column, new Uint16Array(column.length), 'class');
  counts.delete(unknownClass);
  const ranked = [...counts.keys()].sort(
    (a, b) =>
      Number(chosen.includes(b)) - Number(chosen.includes(a)) || counts.get(b)! - counts.get(a)! || a - b,
  );
  const shown = ranked.slice(0, mostCategories).sort((a, b) => a - b);
  const codeOf = new Map(shown.map((index, at) => [index, at + 1]));
  const codes = bytesOf(column, (one) => codeOf.get(one) ?? 0);
  const rest = ranked.length > shown.length ? 'other classes' : 'unknown class';
  return { names: shown.map((index) => `class ${nameOf(index)}`), rest: restOf(codes, rest), codes };
}

/** Colours by split role; null for a run without roles. */
export function roleCategories(column: Uint8Array): Categories | null {
  const found = splitRoles.filter((role) => column.includes(codeOfRole(role)));
  if (found.length === 0) return null;
  const codes = bytesOf(column, (code) => {
    const role = roleOfCode(code);
    return role === null ? 0 : found.indexOf(role) + 1;
  });
  return { names: found, rest: restOf(codes, 'no role'), codes };
}

/**
 * Colours by tag: the tags that are filtered by first, then the most frequent. A datapoint with several of them has the colour of the
 * first. null while nothing is tagged.
 */
export function tagCategories(
  positions: TagPositions,
  chosen: readonly string[],
  count: number,
): Categories | null {
  const ranked = [...positions]
    .filter(([, ofTag]) => ofTag.length > 0)
    .sort(([a, x], [b, y]) => Number(chosen.includes(b)) - Number(chosen.includes(a)) || y.length - x.length)
    .slice(0, mostCategories);
  if (ranked.length === 0) return null;
  const codes = new Uint8Array(count);
  ranked.forEach(([, ofTag], at) => {
    for (const position of ofTag) if (codes[position] === 0) codes[position] = at + 1;
  });
  return { names: ranked.map(([name]) => `tag ${name}`), rest: restOf(codes, 'none of these tags'), codes };
}

/** Where each colour of scores begins, as a percentile: the finer, the more a datapoint is memorized. */
const scoreBands = [
  { from: 0, name: 'lower half' },
  { from: 50, name: 'percentile 50 to 80' },
  { from: 80, name: '80 to 95' },
  { from: 95, name: '95 to 99' },
  { from: 99, name: 'top 1 %' },
] as const;

/** Colours by score. @param percentile [N] 0–100, NaN without a score */
export function scoreCategories(percentile: Float32Array): Categories {
  const codes = bytesOf(percentile, (one) => {
    let band = 0;
    // False for NaN.
    while (band < scoreBands.length && one > scoreBands[band]!.from) band++;
    return band;
  });
  const names = scoreBands.map(({ name }) => name);
  return { names, rest: restOf(codes, 'no score'), codes, tokens: scoreTokens };
}

/** The codes of what a plot draws: a datapoint without a place on both axes is no point. @param codes [N] @param x [N] like y */
export function drawnCodes(codes: Uint8Array, x: Float32Array, y: Float32Array): Set<number> {
  const drawn = new Set<number>();
  for (let n = 0; n < codes.length; n++)
    if (!Number.isNaN(x[n]!) && !Number.isNaN(y[n]!)) drawn.add(codes[n]!);
  return drawn;
}

const restOf = (codes: Uint8Array, name: string): string | null => (codes.includes(0) ? name : null);

interface Source {
  explored: Pick<Explored, 'class' | 'role' | 'count' | 'percentile'>;
  /** null while the tags are on their way. */
  positions: TagPositions | null;
  /** Filters that are set. */
  chosen: { classes: readonly number[]; tags: readonly string[] };
  nameOfClass: (index: number) => string;
}

/** The categories of a colouring; null for none, and where the run has nothing to colour by. */
export function categoriesOf(colouring: MapColouring, source: Source): Categories | null {
  const { explored, positions, chosen } = source;
  switch (colouring) {
    case 'none':
      return null;
    case 'score':
      return scoreCategories(explored.percentile);
    case 'class':
      return classCategories(explored.class, chosen.classes, source.nameOfClass);
    case 'role':
      return roleCategories(explored.role);
    case 'tag':
      return positions && tagCategories(positions, chosen.tags, explored.count);
  }
}
