import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { diskTrouble, printable, printableJson } from '@engram/core';

/** Writes one event; false when the write failed. */
export type Log = (event: string, details?: Readonly<Record<string, unknown>>) => boolean;

/** Where the command keeps what is too long for the terminal: one JSON object a line. */
export const logFile = (home: string): string => join(home, 'logs', 'engram.log');

/**
 * Opens the log of a home. It never throws: a failed write is reported once, until it works again, and the work goes on.
 * @param o.onStderr whether each line goes to stderr, too
 */
export function openLog(home: string, { onStderr = false } = {}): Log {
  const file = logFile(home);
  let works = true;
  return (event, details = {}) => {
    try {
      const line = lineOf({ time: new Date().toISOString(), process: process.pid, event, ...details });
      if (onStderr) process.stderr.write(line);
      write(file, line);
      return (works = true);
    } catch (error) {
      if (works)
        complainOnStderr(`The log is not written. ${(diskTrouble(error, file) ?? (error as Error)).message}`);
      return (works = false);
    }
  };
}

function complainOnStderr(message: string): void {
  process.stderr.write(`engram: ${printable(message)}\n`);
}

/** Its folder may have been removed since the last line. */
function write(file: string, line: string): void {
  const append = (): void => appendFileSync(file, line, { mode: 0o600 });
  try {
    append();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    makeFolder(dirname(file));
    append();
  }
}

/** Step by step: at once, Node says ENOENT where a disk is read-only. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(folder) === folder) throw error;
    makeFolder(dirname(folder));
    mkdirSync(folder, { mode: 0o700 });
  }
}

/** Details that JSON cannot hold (a circle, a bigint) are described instead. */
function lineOf(entry: Readonly<Record<string, unknown>>): string {
  try {
    return `${printableJson(entry)}\n`;
  } catch {
    return `${printableJson({ time: entry.time, process: entry.process, event: entry.event, details: inspect(entry) })}\n`;
  }
}
