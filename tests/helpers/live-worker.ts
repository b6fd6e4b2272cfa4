import { holdSession, workers, type Store } from '@engram/store';

/** A worker that is alive and does nothing: what it says of itself, and the lock by which others know that it lives. */
export async function pretendWorker(
  store: Store,
  said: Partial<workers.WorkerInput> & { viewsPerSecond?: number } = {},
): Promise<{ executorId: string; end(): Promise<void> }> {
  const { viewsPerSecond = null, ...rest } = said;
  const worker = {
    executorId: 'worker-11111111-2222-4333-8444-555555555555',
    ...{ host: 'thinker', engine: 'onnxruntime 1.2.3', device: 'processor', processes: 2 },
    ...{ codeVersion: 'test-version', labels: [] },
    ...rest,
  };
  await workers.register(store, worker);
  await workers.reportPace(store, worker.executorId, viewsPerSecond);
  const session = await holdSession(store.url, {
    applicationName: `engram ${worker.executorId}`,
    prepare: (opened) =>
      opened.query('SELECT pg_advisory_lock($1, hashtext($2))', [workers.executorFamily, worker.executorId]),
  });
  return { executorId: worker.executorId, end: () => session.release() };
}
