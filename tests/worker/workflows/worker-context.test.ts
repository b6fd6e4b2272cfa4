import { afterEach, expect, it } from 'vitest';
import {
  setWorkerContext,
  withOwnContext,
  workerContext,
  type WorkerContext,
} from '../../../worker/src/workflows/worker-context.ts';

const worker = (executorId: string) => ({ executorId }) as WorkerContext;

afterEach(() => setWorkerContext(null));

it('stays that of the worker which began a workflow, when another one follows in its process', async () => {
  const [first, second] = [worker('first'), worker('second')];
  setWorkerContext(first);
  let goOn = (): void => undefined;
  const waiting = new Promise<void>((resolve) => (goOn = resolve));
  const began = withOwnContext(async () => {
    await waiting;
    return workerContext();
  });
  setWorkerContext(second);
  goOn();
  expect(await began).toBe(first);
  expect(await withOwnContext(() => Promise.resolve(workerContext()))).toBe(second);
});
