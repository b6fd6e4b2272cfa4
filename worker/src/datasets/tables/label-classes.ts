import type { Dataset } from '../dataset.ts';
import { fieldText } from './field-text.ts';
import { tableError } from './table-error.ts';

/** More are rather numbers to be predicted than classes. */
const maxClasses = 10_000;
const largestLabel = 2 ** 31 - 1;

/** A label as the text of its class; null where it is unknown. */
function textOf(label: unknown): string | null {
  if (typeof label === 'number' && Number.isNaN(label)) return null;
  const text = fieldText(label)?.trim() ?? '';
  return text === '' || text === '-1' ? null : text;
}

/** A number of a class, however it is written (`3`, `3.0`); null for any other text. */
function numberOf(text: string): number | null {
  if (!/^\d+(\.0*)?$/.test(text)) return null;
  const value = Number(text);
  return value <= largestLabel ? value : null;
}

/**
 * Labels as numbers, and the classes that occur. Whole numbers from 0 are the numbers of their classes; if any label is another
 * text, all are names, numbered in alphabetical order. Empty ones and −1 are unknown.
 *
 * @param labels [N]
 * @throws DomainError INVALID_FILE when there are too many classes
 */
export function labelClasses(file: string, labels: readonly unknown[]): Pick<Dataset, 'labels' | 'classes'> {
  const texts = labels.map(textOf);
  const names = [...new Set(texts)].filter((text) => text !== null);
  if (names.length > maxClasses)
    throw tableError(
      file,
      'labels',
      `they have ${names.length} different values; up to ${maxClasses} classes are read. Name another column with --label.`,
    );
  const numbers = new Map(names.map((name) => [name, numberOf(name)]));
  if (names.every((name) => numbers.get(name) !== null)) {
    const classes = [...new Set(numbers.values())].map(Number).sort((a, b) => a - b);
    return {
      labels: Int32Array.from(texts, (text) => (text === null ? -1 : numbers.get(text)!)),
      classes: classes.map((index) => ({ index, name: String(index) })),
    };
  }
  const sorted = names.sort((a, b) => (a < b ? -1 : 1));
  const indexOf = new Map(sorted.map((name, index) => [name, index]));
  return {
    labels: Int32Array.from(texts, (text) => (text === null ? -1 : indexOf.get(text)!)),
    classes: sorted.map((name, index) => ({ index, name })),
  };
}
