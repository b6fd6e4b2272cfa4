import { DomainError } from '@engram/core';
import { plain } from '../output/output.ts';

const again = 'Fetch the deposit again from where it was published.';

/** @param what after "The deposit 'DIR'" */
export const damaged = (shown: string, what: string, cause?: unknown): DomainError =>
  new DomainError('INVALID_FILE', `The deposit '${plain(shown)}' ${what}. ${again}`, { cause });
