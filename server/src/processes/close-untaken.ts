import type { Worker } from 'node:cluster';

/**
 * Watches which connection a process of a cluster is given. Node keeps it open until the process says that it took it; one that was killed before
 * says nothing, and the client would wait for ever.
 * @returns closes the last one, which does nothing where it was taken; to be called when the process has ended
 */
export function closeUntaken({ process: child }: Worker): () => void {
  const send = child.send.bind(child) as (...given: unknown[]) => boolean;
  let last: { close?: () => void } | null = null;
  child.send = (...given: unknown[]): boolean => {
    // Node gives a process one connection at a time.
    if (given[1]) last = given[1];
    return send(...given);
  };
  return () => last?.close?.();
}
