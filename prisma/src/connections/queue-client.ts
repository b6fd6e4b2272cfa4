import { GuardedClient } from './guarded-client.ts';

/**
 * SQLSTATEs of statements that did nothing and may succeed later: cancelled from outside, no lock in time, a server that only
 * reads for a while. DBOS would fail a workflow for them.
 */
const passing = /^(57014|55P03|25006)$/;

/** What DBOS finds in the `cause` of an error that may be tried again. */
const mayBeRepeated = Object.assign(new Error('nothing was changed; the same may be tried again'), {
  code: '57P01',
});

/** Connection of the workflow queue: DBOS waits and tries again whatever may pass by itself. */
export class QueueClient extends GuardedClient {
  // pg has a dozen signatures for it; this one passes all of them on.
  override query(...args: unknown[]): never {
    const callback = args.at(-1);
    if (typeof callback === 'function')
      args[args.length - 1] = (error: unknown, result: unknown) => callback(error && marked(error), result);
    const result: unknown = Reflect.apply(super.query, this, args);
    return (
      result instanceof Promise ? result.catch((error: unknown) => Promise.reject(marked(error))) : result
    ) as never;
  }
}

function marked(error: unknown): unknown {
  if (error instanceof Error && passing.test(String((error as { code?: unknown }).code)))
    error.cause ??= mayBeRepeated;
  return error;
}
