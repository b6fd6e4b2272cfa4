/** Something that a check of ENGRAM_HOME against the store found; equal ones are counted together. */
export interface Finding {
  area: 'datasets' | 'thumbnails' | 'checkpoints' | 'exports' | 'scores' | 'home' | 'artifacts';
  kind: 'missing' | 'changed' | 'wrong size' | 'unreadable' | 'unused' | 'leftover' | 'foreign';
  /** Whether something that was stored is lost or wrong; what is merely not needed is no problem. */
  isProblem: boolean;
  count: number;
  /** Paths below ENGRAM_HOME, or ids; the first `maxNames` of them. */
  names: string[];
  /** What was found, in a sentence without the names. */
  message: string;
  /** What to do. */
  next: string;
}

const maxNames = 100;

/** A finding with its names counted and cut; null without any. */
export function findingOf(finding: Omit<Finding, 'count'>): Finding | null {
  const { names } = finding;
  return names.length === 0 ? null : { ...finding, count: names.length, names: names.slice(0, maxNames) };
}

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
