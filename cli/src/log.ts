import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { printableJson } from '@engram/core';

export type Log = (event: string, details?: Readonly<Record<string, unknown>>) => void;

/** Where the command keeps what is too long for the terminal: one JSON object a line. */
export const logFile = (home: string): string => join(home, 'logs', 'engram.log');

export function openLog(home: string): Log {
  let ready = false;
  return (event, details = {}) => {
    if (!ready) mkdirSync(join(home, 'logs'), { recursive: true });
    ready = true;
    const entry = { time: new Date().toISOString(), process: process.pid, event, ...details };
    appendFileSync(logFile(home), `${printableJson(entry)}\n`);
  };
}
