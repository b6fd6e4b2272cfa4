/**
 * What all tasks give, in their order. The first that fails stops the others: their signal fires, and its error is thrown once they
 * have all ended, so that nothing goes on unseen.
 * @param signal stops all of them from outside
 */
export async function allOrNone<const T extends readonly unknown[]>(
  signal: AbortSignal,
  tasks: { readonly [I in keyof T]: (signal: AbortSignal) => Promise<T[I]> },
): Promise<T> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const errors: unknown[] = [];
  const stopOthers = (error: unknown): void => {
    errors.push(error);
    stop.abort();
  };
  const running = tasks.map(async (task) => task(either));
  for (const each of running) each.catch(stopOthers);
  const ended = await Promise.allSettled(running);
  if (errors.length > 0) throw errors[0];
  // All were fulfilled, so that they are as many as the tasks, in their order.
  return ended.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])) as unknown as T;
}
