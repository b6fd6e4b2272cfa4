import { commandLine, DomainError } from '@engram/core';
import { checkpointPath, readCheckpoint } from '../files/checkpoint-store.ts';

/**
 * The bytes of a model that was imported.
 * @throws DomainError NOT_FOUND or INVALID_FILE when it is missing or damaged, with the command that brings it back
 */
export async function storedModel(home: string, hash: string): Promise<Uint8Array> {
  try {
    return await readCheckpoint(home, hash);
  } catch (error) {
    if (!(error instanceof DomainError && (error.code === 'NOT_FOUND' || error.code === 'INVALID_FILE')))
      throw error;
    const state = error.code === 'NOT_FOUND' ? 'is not on this machine' : 'is damaged';
    throw new DomainError(
      error.code,
      `The model ${checkpointPath(home, hash)} ${state}. It was trained elsewhere: import it again with: ${commandLine('import encoders')}`,
      { cause: error },
    );
  }
}
