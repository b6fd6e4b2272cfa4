/** How datapoints are prepared for a model, as somebody states it: by options, or by a file of JSON beside the model. */
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { canonicalJson, DomainError, inputLayouts, plainIssue } from '@engram/core';
import { z } from 'zod';

const values = z
  .union([z.number(), z.array(z.number()).min(1)])
  .transform((given) => (typeof given === 'number' ? [given] : given));
const side = z.int().min(1).max(4096);

/** Members of the JSON; options of the command have the same names. */
const preprocessingSchema = z.strictObject({
  /** One value, or one a channel, of values in 0–1. */
  mean: values.optional(),
  std: values.refine((all) => all.every((value) => value > 0), 'it must be more than 0').optional(),
  /** Side, or [H, W], that images are resized to. */
  size: z
    .union([side, z.tuple([side, side])])
    .transform((given): [number, number] => (typeof given === 'number' ? [given, given] : given))
    .optional(),
  layout: z.enum(inputLayouts).optional(),
  /** Name of the output that is the representation; the last one when left out. */
  representation: z.string().min(1).optional(),
});
export type Preprocessing = z.infer<typeof preprocessingSchema>;

/** Of all models in a folder. */
const folderFile = 'preprocessing.json';

/** @throws DomainError INVALID_CONFIG naming the source and what is wrong */
export function checkPreprocessing(given: unknown, source: string): Preprocessing {
  const checked = preprocessingSchema.safeParse(given, { error: plainIssue });
  if (checked.success) return checked.data;
  const problems = checked.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`,
  );
  throw new DomainError('INVALID_CONFIG', `${source}: ${problems.join('; ')}.`);
}

async function readStated(path: string): Promise<Preprocessing | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    return checkPreprocessing(JSON.parse(text), basename(path));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new DomainError('INVALID_CONFIG', `${basename(path)} is not JSON: ${error.message}.`, {
      cause: error,
    });
  }
}

/**
 * What is stated for models that are imported together: options go before NAME.json beside NAME.onnx, and that before
 * preprocessing.json in its folder.
 * @throws DomainError INVALID_CONFIG where files differ between the models, or hold something else
 */
export async function statedPreprocessing(
  paths: readonly string[],
  options: Preprocessing,
): Promise<Preprocessing> {
  const stated = await Promise.all(
    paths.map(
      async (path) =>
        (await readStated(path.replace(/(\.onnx)?$/i, '.json'))) ??
        (await readStated(join(dirname(path), folderFile))) ??
        {},
    ),
  );
  const differs = stated.findIndex((each) => canonicalJson(each) !== canonicalJson(stated[0]));
  if (differs > 0)
    throw new DomainError(
      'INVALID_CONFIG',
      `The JSON beside ${basename(paths[0]!)} and ${basename(paths[differs]!)} differ. Encoders of one ensemble get the same input: state one.`,
    );
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  return { ...stated[0], ...given };
}
