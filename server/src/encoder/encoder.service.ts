import type { Context } from '../context.ts';
import { lengthOfList } from '../pagination/list-length.ts';
import { Encoder } from './encoder.type.ts';

/** The finished encoders of a run, by index; runs that ask for as many share a statement. */
export async function encodersOf(
  { loaders }: Context,
  runId: string,
  first: number | null | undefined,
): Promise<Encoder[]> {
  const rows = await loaders.encodersOf(lengthOfList(first)).load(runId);
  return rows.map((row) => Object.assign(new Encoder(), row));
}
