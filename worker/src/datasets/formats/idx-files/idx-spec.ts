import { stat } from 'node:fs/promises';
import { DomainError } from '@engram/core';
import { expandHome } from '../../../files/expand-home.ts';
import { unreadable } from '../../../files/unreadable.ts';

export interface IdxFiles {
  images: string;
  /** null when the images have no labels. */
  labels: string | null;
}

const exists = async (path: string): Promise<boolean> =>
  stat(expandHome(path)).then(
    () => true,
    () => false,
  );

/**
 * Which files `IMAGES` or `IMAGES,LABELS` means. Commas may be part of names: of the ways to read it, the one whose files exist.
 * @throws DomainError INVALID_ARGUMENT when no way or several ways name files that exist
 */
export async function filesOfSpec(spec: string): Promise<IdxFiles> {
  const ways: IdxFiles[] = [{ images: spec, labels: null }];
  for (let at = spec.indexOf(','); at >= 0; at = spec.indexOf(',', at + 1))
    ways.push({ images: spec.slice(0, at), labels: spec.slice(at + 1) });
  const possible = ways.filter(({ images, labels }) => images !== '' && labels !== '');
  const found: IdxFiles[] = [];
  for (const way of possible)
    if ((await exists(way.images)) && (way.labels === null || (await exists(way.labels)))) found.push(way);
  if (found.length === 1) return found[0]!;
  const invalidSpec = (reason: string): DomainError =>
    new DomainError('INVALID_ARGUMENT', `idx:${spec}: ${reason}`);
  if (found.length > 1)
    throw invalidSpec('the commas can be read in several ways, each of which names files that exist. Rename a file, or give its path by another folder.'); // prettier-ignore
  // Without a comma, or with one, it is plain what was meant; reading says which file is missing, and why.
  const [alone, pair, ...others] = ways;
  if (pair && others.length === 0 && pair.images !== '' && pair.labels !== '') return pair;
  if (!pair && spec !== '') {
    await checkThere(spec);
    return alone!;
  }
  throw invalidSpec(
    'name one file, or two with a comma between them: idx:IMAGES or idx:IMAGES,LABELS. None of the ways to read this names files that exist.',
  );
}

/** A single word that is no file is rather a mistyped SPEC. @throws DomainError INVALID_ARGUMENT */
async function checkThere(path: string): Promise<void> {
  try {
    await stat(expandHome(path));
  } catch (error) {
    const { message } = unreadable(path, error, { missing: 'INVALID_ARGUMENT', other: 'INVALID_FILE' });
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new DomainError('INVALID_ARGUMENT', `${message} Files are named as idx:IMAGES,LABELS, or idx:IMAGES without labels.`, { cause: error }); // prettier-ignore
  }
}
