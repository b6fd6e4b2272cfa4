/** The thread that reads and scores a file, then ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { describeFailure } from '../trainer/task-failure.ts';
import type { FromImportThread } from './prepare-in-thread.ts';
import { prepareImport, type PrepareOptions } from './prepare-import.ts';

const say = (message: FromImportThread): void => parentPort!.postMessage(message);

/** Said so often at most. */
const intervalMs = 100;
let saidMs = -Infinity;

try {
  const prepared = await prepareImport(workerData as PrepareOptions, (progress) => {
    const now = performance.now();
    if (now - saidMs < intervalMs) return;
    saidMs = now;
    say({ kind: 'progress', progress });
  });
  say({ kind: 'done', prepared });
} catch (error) {
  say({ kind: 'failed', failure: describeFailure(error) });
}
