import { DomainError } from '@engram/core';
import { unreadable } from '../../files/unreadable.ts';

/** What is wrong with a file, and where in it: `byte 3`, `record 7`, `the array 'y'`. */
export const fileError = (file: string, place: string, reason: string): DomainError =>
  new DomainError('INVALID_FILE', `${file}, ${place}: ${reason}`, { details: { file, place } });

/** A file of a dataset that is missing or cannot be read. */
export const unreadableFile = (file: string, error: unknown): DomainError =>
  error instanceof DomainError
    ? error
    : unreadable(file, error, { missing: 'INVALID_FILE', other: 'INVALID_FILE' });
