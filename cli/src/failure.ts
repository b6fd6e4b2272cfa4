import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { diskTrouble, DomainError, errorTable } from '@engram/core';
import { CommanderError } from 'commander';
import type { Log } from './log.ts';

export interface Failure {
  exitCode: number;
  /** For the reader; empty when help or the version was what was asked for. */
  message: string;
  code: string;
}

/** How a command ends on an error: what its reader can act on is said, the rest is logged under an id. */
export function failureOf(error: unknown, log: Log, logPath: string): Failure {
  if (error instanceof DomainError)
    return { exitCode: error.traits.exit, message: error.message, code: error.code };
  if (error instanceof CommanderError) {
    const isHelp = error.exitCode === 0 || error.code === 'commander.help';
    return {
      exitCode: error.exitCode === 0 ? 0 : errorTable.INVALID_ARGUMENT.exit,
      message: isHelp ? '' : error.message.replace(/^error: /, ''),
      code: 'INVALID_ARGUMENT',
    };
  }
  const trouble = diskTrouble(error);
  if (trouble) return failureOf(trouble, log, logPath);
  const id = randomUUID().slice(0, 8);
  const logged = log('unexpected error', { id, error: inspect(error, { depth: 6 }) });
  const where = logged
    ? `The details are in ${logPath} under ${id}.`
    : 'The details could not be logged: run it again with --debug to see them.';
  return {
    exitCode: errorTable.INTERNAL.exit,
    message: `Something unexpected went wrong. ${where}`,
    code: 'INTERNAL',
  };
}
