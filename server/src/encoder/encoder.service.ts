import type { Context } from '../context.ts';
import { ArgumentError } from '../argument-error.ts';
import { largestPage } from '../limits/sizes.ts';
import { Encoder } from './encoder.type.ts';

/** The finished encoders of a run, by index; runs that ask for as many share a statement. */
export async function encodersOf(
  { loaders }: Context,
  runId: string,
  first: number | null | undefined,
): Promise<Encoder[]> {
  const most = first ?? largestPage;
  if (most < 1 || most > largestPage)
    throw new ArgumentError('first', `'first' is ${most}, but must lie from 1 to ${largestPage}.`);
  const rows = await loaders.encodersOf(most).load(runId);
  return rows.map((row) => Object.assign(new Encoder(), row));
}
