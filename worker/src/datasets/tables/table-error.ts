import { DomainError } from '@engram/core';

/** What is wrong with a table, and where in it: `line 3, column 'x'`. */
export const tableError = (file: string, place: string, reason: string): DomainError =>
  new DomainError('INVALID_FILE', `${file}, ${place}: ${reason}`, { details: { file, place } });

/** An option that does not fit the file. */
export const optionError = (file: string, option: string, reason: string): DomainError =>
  new DomainError('INVALID_ARGUMENT', `${file}: --${option} ${reason}`);
