import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { DomainError } from '@engram/core';
import type { TaskFailure } from '../trainer/protocol.ts';
import { errorOfFailure } from '../trainer/task-failure.ts';
import type { ImportProgress, PreparedImport, PrepareOptions } from './prepare-import.ts';

export type FromImportThread =
  | { kind: 'progress'; progress: ImportProgress }
  | { kind: 'done'; prepared: PreparedImport }
  | { kind: 'failed'; failure: TaskFailure };

const entry = fileURLToPath(new URL('./import-thread.mjs', import.meta.url));

/**
 * `prepareImport` in a thread of its own: seconds of arithmetic can only be broken off from outside.
 * @throws DomainError as `prepareImport`; CANCELLED when the signal fires
 */
export async function prepareInThread(
  options: PrepareOptions,
  o: { signal?: AbortSignal; onProgress(progress: ImportProgress): void },
): Promise<PreparedImport> {
  // None of the parent's flags (a test runner's loader, a debugger's port).
  const thread = new Worker(entry, { workerData: options, execArgv: [] });
  let stop: (() => void) | undefined;
  try {
    return await new Promise<PreparedImport>((resolve, reject) => {
      stop = () => reject(new DomainError('CANCELLED', 'The import was stopped; nothing of it is stored.'));
      o.signal?.addEventListener('abort', stop, { once: true });
      if (o.signal?.aborted) stop();
      thread.on('message', (message: FromImportThread) => {
        if (message.kind === 'progress') o.onProgress(message.progress);
        else if (message.kind === 'done') resolve(message.prepared);
        else reject(errorOfFailure(message.failure));
      });
      thread.once('error', reject);
      thread.once('exit', (code) =>
        reject(new Error(`the thread of an import ended unexpectedly (${code})`)),
      );
    });
  } finally {
    if (stop) o.signal?.removeEventListener('abort', stop);
    await thread.terminate();
  }
}
