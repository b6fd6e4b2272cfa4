import { defaultEnds, parseEnds, type Ends } from './class-ends.ts';

/** Which ends of which classes a page shows; it lives in its URL. */
export interface ClassView {
  /** Latent classes shown, in ascending order; empty = all. */
  classes: readonly number[];
  /** Which are shown as the most atypical of each class. */
  ends: Ends;
}

export const initialClassView: ClassView = { classes: [], ends: defaultEnds };

export function parseClassView(params: Pick<URLSearchParams, 'get'>): ClassView {
  return { classes: parseClasses(params.get('class')), ends: parseEnds(params.get('ends')) };
}

/** `class=3,6` and `ends=highest`, as far as they are not the usual. */
export function classViewParts({ classes, ends }: ClassView): string[] {
  return [
    ...(classes.length > 0 ? [`class=${classes.join(',')}`] : []),
    ...(ends !== defaultEnds ? [`ends=${ends}`] : []),
  ];
}

export function parseClasses(text: string | null): number[] {
  const numbers = (text ?? '').split(',').filter((part) => /^\d{1,9}$/.test(part));
  return [...new Set(numbers.map(Number))].sort((a, b) => a - b);
}
