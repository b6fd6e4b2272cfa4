/** Compares all files of ENGRAM_HOME, and what is published, with what the store knows of them. Nothing is changed. */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { commandLine } from '@engram/core';
import { datasets, findRunsWithoutFdr, verifyRuns, type Store, type VerifiedRuns } from '@engram/store';
import { checkCheckpoints } from './check-checkpoints.ts';
import { checkPlace } from './check-place.ts';
import { checkDataset } from './check-datasets.ts';
import { findingOf, plural, type Finding } from './finding.ts';
import { filesBelow, type FoundFiles } from './home-files.ts';
import { checkNamedFiles, faultLabels, classifyUnwanted } from './named-by-hash.ts';

/** Up to here everything is read without being asked to: some seconds. */
const readUnasked = { bytes: 2 * 2 ** 30, files: 100_000, scores: 300_000 };

/** Folders of a home; `postgres` and `logs` hold nothing that the store knows of. */
const folders = ['datasets', 'thumbnails', 'checkpoints', 'exports'] as const;
const known = new Set<string>([...folders, 'postgres', 'logs', 'lost+found']);

export interface HomeCheck {
  /** `content`: every byte was read and compared; `sizes`: only whether files are there and not empty. */
  files: { read: 'content' | 'sizes'; bytes: number } & Record<(typeof folders)[number], number>;
  runs: Omit<VerifiedRuns, 'faults'>;
  findings: Finding[];
}

/** @param o.full reads everything, however much there is */
export async function checkHome(store: Store, o: { home: string; full: boolean }): Promise<HomeCheck> {
  const { home } = o;
  const found: Record<string, FoundFiles> = {};
  for (const folder of folders) found[folder] = await filesBelow(join(home, folder));
  const sizes = Object.values(found).flatMap((files) => [...files.sizes.values()]);
  const bytes = sizes.reduce((sum, size) => sum + Math.max(0, size), 0);
  const full = o.full || (bytes <= readUnasked.bytes && sizes.length <= readUnasked.files);
  const findings: (Finding | null)[] = folders.map((folder) => closedFolders(folder, found[folder]!.closed));

  const all = await datasets.list(store);
  const thumbnails = new Set<string>();
  for (const dataset of all.filter(({ hasImages }) => hasImages)) {
    const checked = await checkDataset(store, { home, dataset, thumbnailsFound: found.thumbnails!, full });
    findings.push(...checked.findings);
    for (const path of checked.thumbnails) thumbnails.add(path);
  }
  const checkpoints = await checkCheckpoints(store, { home, found: found.checkpoints!, full });
  findings.push(...checkpoints.findings, ...(await checkExports(home, found.exports!, full)));

  const hashes = new Set(all.map(({ contentHash }) => contentHash));
  const ofDataset =
    /^([0-9a-f]{64})\/(pixels\.u8|values\.f32|labels\.i32|content-hashes\.txt|dataset\.json)$/;
  findings.push(
    ...unwanted('datasets', found.datasets!.sizes, (path) => hashes.has(ofDataset.exec(path)?.[1] ?? path), ofDataset),
    ...unwanted('thumbnails', found.thumbnails!.sizes, (path) => thumbnails.has(path), /^[0-9a-f]{2}\/[0-9a-f]{64}\.png$/),
    ...unwanted('checkpoints', found.checkpoints!.sizes, (path) => checkpoints.wanted.has(path), /^[0-9a-f]{2}\/[0-9a-f]{64}\.bin$/),
    ...unwanted('exports', found.exports!.sizes, (path) => exportFile.test(path), exportFile),
    await foreignInHome(home),
  ); // prettier-ignore
  const place = await checkPlace(store);
  const runs = await checkRuns(store, o.full);
  return {
    files: {
      read: full ? 'content' : 'sizes',
      bytes,
      datasets: hashes.size,
      thumbnails: found.thumbnails!.sizes.size,
      checkpoints: found.checkpoints!.sizes.size,
      exports: found.exports!.sizes.size,
    },
    runs: runs.summary,
    findings: [
      ...findings.filter((finding) => finding !== null && !(place && isAbsentCopy(finding))),
      place?.finding ?? null,
      ...runs.findings,
    ].filter((finding) => finding !== null),
  };
}

/** What is kept elsewhere is brought when it is needed. */
const isAbsentCopy = ({ area, kind }: Finding): boolean =>
  kind === 'missing' && (area === 'datasets' || area === 'thumbnails' || area === 'checkpoints');

/** Files of whole runs, named by their hash; the API makes them again. */
const exportFile = /^v\d+\/[0-9a-f-]{36}\/([0-9a-f]{64})\.\w+$/;

async function checkExports(home: string, found: FoundFiles, full: boolean): Promise<(Finding | null)[]> {
  const wanted = new Map([...found.sizes.keys()].flatMap((path) => {
    const hash = exportFile.exec(path)?.[1];
    return hash === undefined ? [] : [[path, hash] as const];
  })); // prettier-ignore
  const faults = await checkNamedFiles({ folder: join(home, 'exports'), found, wanted, full });
  return [...faults].map(([kind, paths]) =>
    findingOf({
      area: 'exports',
      kind,
      isProblem: true,
      names: paths.map((path) => join('exports', path)),
      message: `${plural(paths.length, 'exported file')} ${paths.length === 1 ? 'is' : 'are'} ${faultLabels[kind]}.`,
      next: 'Delete them: the API makes them again when they are asked for, and sends no damaged one.',
    }),
  );
}

/** Folders whose files were not looked at. */
const closedFolders = (area: (typeof folders)[number], closed: readonly string[]): Finding | null =>
  findingOf({
    area,
    kind: 'unreadable',
    isProblem: true,
    names: closed.map((path) => join(area, path)),
    message: `${plural(closed.length, 'folder')} of ${area} cannot be read by this user, and the files in ${closed.length === 1 ? 'it' : 'them'} were not checked.`,
    next: 'Change the owner or the permissions, then run `engram doctor` again.',
  });

const whatOf = {
  leftover: 'left by a write that was interrupted',
  unused: 'named by nothing in this store',
  foreign: 'not written by Engram',
};
const nextOf = {
  leftover: 'Delete them when no import, run or server uses this ENGRAM_HOME.',
  unused:
    'Keep them while runs are under way or another database uses this ENGRAM_HOME; otherwise delete them.',
  foreign: 'Move them elsewhere.',
};

function unwanted(
  area: (typeof folders)[number],
  sizes: ReadonlyMap<string, number>,
  isWanted: (path: string) => boolean,
  pattern: RegExp,
): (Finding | null)[] {
  const sorted = classifyUnwanted(sizes, isWanted, pattern);
  return (['leftover', 'unused', 'foreign'] as const).map((kind) =>
    findingOf({
      area,
      kind,
      isProblem: false,
      names: sorted[kind].map((path) => join(area, path)),
      message: `${plural(sorted[kind].length, 'file')} in ${area} ${sorted[kind].length === 1 ? 'is' : 'are'} ${whatOf[kind]}.`,
      next: nextOf[kind],
    }),
  );
}

async function foreignInHome(home: string): Promise<Finding | null> {
  const names = await readdir(home).catch(() => []);
  const foreign = names.filter((name) => !known.has(name) && !basename(name).startsWith('.'));
  return findingOf({
    area: 'home',
    kind: 'foreign',
    isProblem: false,
    names: foreign,
    message: `${plural(foreign.length, 'entry', 'entries')} of ENGRAM_HOME ${foreign.length === 1 ? 'was' : 'were'} not made by Engram.`,
    next: nextOf.foreign,
  });
}

async function checkRuns(
  store: Store,
  full: boolean,
): Promise<{ summary: HomeCheck['runs']; findings: Finding[] }> {
  const { faults, ...counts } = await verifyRuns(store, { full, readUnasked: readUnasked.scores });
  const findings = faults.map(({ kind, id, reason }): Finding => ({
    area: 'scores',
    kind: 'changed',
    isProblem: true,
    count: 1,
    names: [id],
    message: `The ${kind} ${id.slice(0, 12)} ${reason}.`,
    next: 'Something changed it in the database: restore the database from a backup, or run the same configuration again.',
  }));
  const untested = findingOf({
    area: 'scores',
    kind: 'missing',
    isProblem: true,
    names: await findRunsWithoutFdr(store),
    message:
      'The scores of published runs have intervals but no false discovery rates: pages say of none of their datapoints that it is memorized.',
    next: `Run ${commandLine('doctor')} again: opening the store computes what is missing. If it stays, report it.`,
  });
  return { summary: counts, findings: untested ? [...findings, untested] : findings };
}
