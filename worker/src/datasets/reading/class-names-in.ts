import { z } from 'zod';

/** What the `datasets` library of Hugging Face writes into a file: the features, and of labels the names of the classes. */
const noteSchema = z.object({
  info: z.object({ features: z.record(z.string(), z.unknown()) }),
});
const featureSchema = z.object({ _type: z.literal('ClassLabel'), names: z.array(z.string()).max(10_000) });

/** Names of the classes of a column, by number; null where the note tells none. */
export function classNamesIn(note: string | null, column: string): string[] | null {
  if (note === null) return null;
  let content: unknown;
  try {
    content = JSON.parse(note);
  } catch {
    return null;
  }
  const { data } = noteSchema.safeParse(content);
  return featureSchema.safeParse(data?.info.features[column]).data?.names ?? null;
}
