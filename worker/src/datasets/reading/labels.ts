import type { Dataset } from '../dataset.ts';
import { fileError } from './file-error.ts';

/** Classes of the names given, in their order: the label 0 has the first name. */
export const namedClasses = (names: readonly string[]): Dataset['classes'] =>
  names.map((name, index) => ({ index, name }));

/** The classes that occur, under the names given or else their numbers. */
export const occurringClasses = (
  labels: Int32Array,
  nameOf: (label: number) => string = String,
): Dataset['classes'] =>
  [...new Set(labels)]
    .filter((label) => label >= 0)
    .sort((a, b) => a - b)
    .map((index) => ({ index, name: nameOf(index) }));

/**
 * @param place where the label stands in the file
 * @throws DomainError INVALID_FILE unless it is a whole number from `first` to `last`
 */
export function assertLabel(
  label: unknown,
  { first, last }: { first: number; last: number },
  file: string,
  place: string,
): asserts label is number {
  if (typeof label === 'number' && Number.isInteger(label) && label >= first && label <= last) return;
  throw fileError(file, place, `the label is ${String(label)}; labels run from ${first} to ${last} here.`);
}

/** The names of a file, as many as there are classes. @throws DomainError INVALID_FILE when they are fewer or more */
export function checkedNames(
  names: readonly string[],
  count: number,
  file: string,
  what: string,
): readonly string[] {
  if (names.length === count) return names;
  throw fileError(file, what, `it has ${names.length} names for ${count} classes.`);
}
