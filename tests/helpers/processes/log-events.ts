import { readFile } from 'node:fs/promises';
import { logFile } from '../../../cli/src/log.ts';

interface LoggedEvent {
  event: string;
  run?: string;
  experiment?: string;
  [detail: string]: unknown;
}

/** What the log of a home says of a run or an experiment, in order. */
export async function eventsOf(home: string, id: string): Promise<LoggedEvent[]> {
  const lines = (await readFile(logFile(home), 'utf8')).trim().split('\n');
  return lines
    .map((line) => JSON.parse(line) as LoggedEvent)
    .filter(({ run, experiment }) => run === id || experiment === id);
}
