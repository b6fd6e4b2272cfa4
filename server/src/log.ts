import { printableJson } from '@engram/core';

export interface LogEntry {
  message: string;
  requestId?: string;
  /** Id of the run that the request queued; the worker's log names it, too. */
  run?: string;
  /** Id of the experiment that the request queued. */
  experiment?: string;
  path?: readonly (string | number)[];
  error?: unknown;
}

export type Log = (entry: LogEntry) => void;

/** One line of JSON an entry, to stderr: stdout belongs to the command's output. */
export const logToStderr: Log = ({ error, ...entry }) => {
  const cause =
    error instanceof Error ? { error: error.stack, cause: textOf(error.cause) } : { error: textOf(error) };
  process.stderr.write(
    `${printableJson({ time: new Date().toISOString(), room: 'server', ...entry, ...cause })}\n`,
  );
};

function textOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return value instanceof Error ? value.stack : String(value);
}
