import type { Context } from '../context.ts';
import { printedKeyOrNull, unknown } from '../global-id.ts';

/** The key of an ensemble as clients name it; null when the id begins none. @throws as `printedKeyOrNull` */
export const ensembleKeyOrNull = (
  { loaders }: Context,
  id: string,
  argument: string,
): Promise<string | null> =>
  printedKeyOrNull('Ensemble', id, argument, (start) => loaders.ensemblesByShortId.load(start));

/** The same where there must be one. @throws also DomainError NOT_FOUND when the id begins no ensemble */
export async function ensembleKeyOf(context: Context, id: string, argument: string): Promise<string> {
  const key = await ensembleKeyOrNull(context, id, argument);
  if (key === null) throw unknown('Ensemble', id);
  return key;
}
