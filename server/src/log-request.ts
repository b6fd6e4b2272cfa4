import type { Context } from './context.ts';

/** One line of the server's log leads from the id of a request to that of the run or experiment, which those of workers name. */
export const logRequest = (
  { log, requestId }: Context,
  message: string,
  about: { run: string } | { experiment: string },
): void => log({ message, requestId, ...about });
