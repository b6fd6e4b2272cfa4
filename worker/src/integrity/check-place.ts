import { commandLine } from '@engram/core';
import { placeState, type Store } from '@engram/store';
import { findingOf, plural, type Finding } from './finding.ts';

/**
 * Whether the place of artifacts holds every file that the store names. Each is compared with its hash when it is brought.
 * @returns null where the place is the home itself
 */
export async function checkPlace(store: Store): Promise<{ finding: Finding | null } | null> {
  const { address, held } = await placeState(store);
  if (!held) return null;
  const names = held.missing;
  const finding = findingOf({
    area: 'artifacts',
    kind: 'missing',
    isProblem: true,
    names,
    message: `${plural(names.length, 'file')} that other machines need ${names.length === 1 ? 'is' : 'are'} not in ${address}.`,
    next:
      `On a machine that has them run ${commandLine(`artifacts move ${address}`)}, which copies what is missing; a dataset can also be ` +
      'imported again from its source, and a checkpoint is trained again when a run needs it.',
  });
  return { finding };
}
