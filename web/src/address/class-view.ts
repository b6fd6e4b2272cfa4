import { defaultAtypicalBy, parseAtypicalBy, type AtypicalCriterion } from './atypical-criteria.ts';

/** Which classes a page shows, and by which criterion their atypical datapoints; it lives in its URL. */
export interface ClassView {
  /** Latent classes shown, in ascending order; empty = all. */
  classes: readonly number[];
  /** Which are shown as the most atypical of each class. */
  atypicalBy: AtypicalCriterion;
}

export const initialClassView: ClassView = { classes: [], atypicalBy: defaultAtypicalBy };

export function parseClassView(params: Pick<URLSearchParams, 'get'>): ClassView {
  return { classes: parseClasses(params.get('class')), atypicalBy: parseAtypicalBy(params.get('ends')) };
}

/** `class=3,6` and `ends=highest`, as far as they are not the usual. */
export function classViewParts({ classes, atypicalBy }: ClassView): string[] {
  return [
    ...(classes.length > 0 ? [`class=${classes.join(',')}`] : []),
    ...(atypicalBy !== defaultAtypicalBy ? [`ends=${atypicalBy}`] : []),
  ];
}

export function parseClasses(text: string | null): number[] {
  const numbers = (text ?? '').split(',').filter((part) => /^\d{1,9}$/.test(part));
  return [...new Set(numbers.map(Number))].sort((a, b) => a - b);
}
