import { join } from 'node:path';
import { sideBySide } from '@engram/core';
import { hashOfFile } from '@engram/store';
import type { Finding } from './finding.ts';
import { filesAtOnce, isHidden, type FoundFiles } from './home-files.ts';

/** Why a file that is named by the hash of its content is not what its name says. */
export type NamedFileFault = Extract<Finding['kind'], 'missing' | 'changed' | 'wrong size' | 'unreadable'>;

/**
 * Compares files with the hashes they are named by.
 *
 * @param o.found what lies below `o.folder`
 * @param o.wanted path of each file below the folder, and the hash of its content
 * @param o.full whether they are read; otherwise only empty and missing ones are found
 * @returns paths by what is wrong with them
 */
export async function checkNamedFiles(o: {
  folder: string;
  found: FoundFiles;
  wanted: ReadonlyMap<string, string>;
  full: boolean;
}): Promise<Map<NamedFileFault, string[]>> {
  const paths = [...o.wanted.keys()];
  const kinds = await sideBySide(paths, filesAtOnce, async (path): Promise<NamedFileFault | null> => {
    const size = o.found.sizes.get(path);
    if (size === undefined) return isHidden(o.found.closed, path) ? 'unreadable' : 'missing';
    if (size < 0) return 'unreadable';
    if (size === 0) return 'wrong size';
    if (!o.full) return null;
    const hash = await hashOfFile(join(o.folder, path));
    return hash === null ? 'unreadable' : hash === o.wanted.get(path) ? null : 'changed';
  });
  const faults = new Map<NamedFileFault, string[]>();
  kinds.forEach((kind, at) => {
    if (kind) faults.set(kind, [...(faults.get(kind) ?? []), paths[at]!]);
  });
  return faults;
}

export const faultLabels: Record<NamedFileFault, string> = {
  missing: 'missing',
  changed: 'damaged: the content no longer has the hash that names it',
  'wrong size': 'empty',
  unreadable: 'unreadable, or no regular file',
};

/** Files below a folder that nothing in the store names: left by processes that were killed, no longer used, or not ours. */
export function classifyUnwanted(
  sizes: ReadonlyMap<string, number>,
  isWanted: (path: string) => boolean,
  pattern: RegExp,
): Record<'leftover' | 'unused' | 'foreign', string[]> {
  const sorted = { leftover: [] as string[], unused: [] as string[], foreign: [] as string[] };
  for (const path of sizes.keys()) {
    if (isWanted(path)) continue;
    const kind = /\.(part|tmp)(\/|$)/.test(path) ? 'leftover' : pattern.test(path) ? 'unused' : 'foreign';
    sorted[kind].push(path);
  }
  return sorted;
}
