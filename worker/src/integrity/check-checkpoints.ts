import { join } from 'node:path';
import { checkpointFile, ensembles, trainingStates, type Store } from '@engram/store';
import { findingOf, plural, type Finding } from './finding.ts';
import type { FoundFiles } from './home-files.ts';
import { checkNamedFiles, faultLabels } from './named-by-hash.ts';

const next =
  'Scores that are published need no checkpoint. A run that is not finished trains the encoder again by itself; of a finished one, run ' +
  'the same configuration again to have it back.';

/**
 * Compares checkpoints with the hashes that the store has of them. An ensemble none of whose checkpoints are here was trained on another
 * machine, or its checkpoints were deleted on purpose: that is no problem.
 */
export async function checkCheckpoints(
  store: Store,
  o: { home: string; found: FoundFiles; full: boolean },
): Promise<{ findings: (Finding | null)[]; wanted: ReadonlyMap<string, string> }> {
  const rows = await ensembles.checkpoints(store);
  const wanted = new Map(rows.map(({ checkpointHash }) => [checkpointFile(checkpointHash), checkpointHash]));
  const isHere = ({ checkpointHash }: (typeof rows)[number]): boolean =>
    o.found.sizes.has(checkpointFile(checkpointHash));
  const ensemblesHere = new Set(rows.filter(isHere).map(({ ensembleId }) => ensembleId));
  const ofEnsemblesHere = new Set(
    rows
      .filter(({ ensembleId }) => ensemblesHere.has(ensembleId))
      .map(({ checkpointHash }) => checkpointFile(checkpointHash)),
  );
  const folder = join(o.home, 'checkpoints');
  const faults = await checkNamedFiles({ folder, found: o.found, wanted, full: o.full });
  const findings: (Finding | null)[] = [];
  for (const [kind, all] of faults)
    for (const isProblem of [true, false]) {
      const paths = all.filter((path) => (kind !== 'missing' || ofEnsemblesHere.has(path)) === isProblem);
      const elsewhere = isProblem ? '' : ', with all others of their ensembles';
      findings.push(
        findingOf({
          area: 'checkpoints',
          kind,
          isProblem,
          names: paths.map((path) => join('checkpoints', path)),
          message: `${plural(paths.length, 'checkpoint')} ${paths.length === 1 ? 'is' : 'are'} ${faultLabels[kind]}${elsewhere}.`,
          next: isProblem ? next : 'Nothing, where they were trained on another machine.',
        }),
      );
    }
  // They come and go meanwhile: what is known of them says only that they are in use.
  const states = (await trainingStates.hashes(store)).map((hash) => [checkpointFile(hash), hash] as const);
  return { findings, wanted: new Map([...wanted, ...states]) };
}
