import { isShortId } from '@engram/core';
import type { Context } from '../context.ts';
import { printedKey, onlyMatch, unknown } from '../global-id.ts';

/**
 * The key of an ensemble as clients name it: by global id, by UUID, or by the beginning of one, as the command prints it.
 * @returns null when the id begins no ensemble
 * @throws ArgumentError when it is none of these, or begins several ensembles
 */
export async function ensembleKeyOrNull(
  { loaders }: Context,
  id: string,
  argument: string,
): Promise<string | null> {
  if (!isShortId(id)) return printedKey('Ensemble', id, argument);
  const found = await loaders.ensemblesByShortId.load(id.toLowerCase());
  return onlyMatch('Ensemble', found, id, argument)?.id ?? null;
}

/** The same where there must be one. @throws also DomainError NOT_FOUND when the id begins no ensemble */
export async function ensembleKeyOf(context: Context, id: string, argument: string): Promise<string> {
  const key = await ensembleKeyOrNull(context, id, argument);
  if (key === null) throw unknown('Ensemble', id);
  return key;
}
