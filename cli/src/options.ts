import { DomainError, runConfigSchema, tagSchema, textProblem } from '@engram/core';
import { InvalidArgumentError } from 'commander';

/** Parses a whole number of at least `min` for commander, which names the option. */
export const wholeNumber =
  (min: number, max = Number.MAX_SAFE_INTEGER) =>
  (value: string): number => {
    const number = Number(value);
    if (value.trim() === '' || !Number.isInteger(number) || number < min || number > max)
      throw new InvalidArgumentError(
        `It must be a whole number from ${min}${max < 1e15 ? ` to ${max}` : ' up'}.`,
      );
    return number;
  };

/** Most rows that a command lists. */
export const mostListed = 1000;

export const limitOption = wholeNumber(1, mostListed);

/** A tag, made canonical. @throws DomainError INVALID_ARGUMENT that names it */
export function tagOption(value: string): string {
  const { success, data, error } = tagSchema.safeParse(value);
  if (success) return data;
  throw new DomainError('INVALID_ARGUMENT', `'${value}' is not a valid tag. ${error.issues[0]!.message}`);
}

/** The name of a run, as in `runConfigSchema`, or of a dataset. */
export function nameOption(value: string): string {
  const { success, data } = runConfigSchema.shape.name.unwrap().safeParse(value.trim());
  if (!success) throw new InvalidArgumentError('It must have 1 to 200 characters.');
  const problem = textProblem(data);
  if (problem) throw new InvalidArgumentError(`It ${problem}.`);
  return data;
}

/** Collects an option that may be given several times. */
export const collect = (value: string, before: string[]): string[] => [...before, value];

/** Parses a number for commander, which names the option. */
export function decimal(value: string): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) throw new InvalidArgumentError('It must be a number.');
  return number;
}
