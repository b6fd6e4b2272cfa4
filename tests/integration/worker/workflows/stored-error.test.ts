import { DBOS } from '@dbos-inc/dbos-sdk';
import { DomainError } from '@engram/core';
import { queue } from '@engram/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { storedError } from '../../../../worker/src/workflows/stored-error.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();
let systemPool: ReturnType<typeof queue.openSystemPool>;

const refuse = DBOS.registerWorkflow(
  async (code: 'STORE_UNAVAILABLE' | 'INVALID_FILE' | 'none') => {
    await Promise.resolve();
    if (code === 'none') throw new TypeError('not ours');
    throw new DomainError(code, 'The server is away. Try again.', { details: { host: 'db.example' } });
  },
  { name: 'refuse' },
);

beforeAll(async () => {
  await queue.migrate(scratch.store);
  systemPool = queue.openSystemPool(scratch.store, {
    maxConnections: 3,
    applicationName: 'engram test',
  });
  DBOS.setConfig({
    name: queue.applicationName,
    ...queue.systemSettings(scratch.store, systemPool),
    runMigrations: false,
    logger: { info() {}, debug() {}, warn() {}, error() {} },
  });
  await DBOS.launch();
});
afterAll(async () => {
  await DBOS.shutdown();
  await systemPool?.end();
});

const readBack = async (code: Parameters<typeof refuse>[0]): Promise<unknown> => {
  const handle = await DBOS.startWorkflow(refuse)(code);
  await handle.getResult().catch(() => undefined);
  // A handle of another process reads the stored error.
  return DBOS.retrieveWorkflow(handle.workflowID)
    .getResult()
    .catch((error: unknown) => error);
};

it.each(['STORE_UNAVAILABLE', 'INVALID_FILE'] as const)(
  '%s read back from the queue keeps its code',
  async (code) => {
    const stored = await readBack(code);
    expect(stored).not.toBeInstanceOf(DomainError);
    const error = storedError(stored);
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toMatchObject({ code, message: 'The server is away. Try again.' });
    expect((error as DomainError).traits.retryable).toBe(code === 'STORE_UNAVAILABLE');
  },
);

it('an error that is not ours comes back as it is', async () => {
  const stored = await readBack('none');
  expect(storedError(stored)).toBe(stored);
  expect(stored).toMatchObject({ message: 'not ours' });
});
