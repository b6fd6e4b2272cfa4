import { rm } from 'node:fs/promises';

/** Removes a folder that an orphaned program of a killed process may still be writing into: tried again for some 10 s. */
export function removeFolder(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}
