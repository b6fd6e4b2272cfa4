import { z } from 'zod';
import { textProblem } from '../../text/plain-text.ts';
import { sha256Schema } from '../../text/sha256.ts';

const line = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((text) => textProblem(text) === null, 'holds a character that cannot be shown');

// Ids of imported runs are hashes: of no version of RFC 9562.
const id = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'is no id');
const run = {
  id,
  name: z.string().max(1000),
  contentHash: sha256Schema,
  codeVersion: z.string().max(1000),
  /** Content hash of the dataset. */
  dataset: sha256Schema,
  config: z.record(z.string(), z.unknown()),
};
const runs = <Run extends z.ZodType>(schema: Run) => z.array(schema).min(1).max(50);

const members = {
  hash: sha256Schema,
  title: line(300),
  authors: z
    .array(
      z.strictObject({
        family: line(200),
        given: line(200).nullable(),
        orcid: z
          .string()
          .regex(/^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/)
          .nullable(),
      }),
    )
    .max(100),
  /** SPDX identifier. */
  license: line(100).nullable(),
  createdAt: z.iso.datetime(),
  /** Whether thumbnails, excerpts and source ids of datapoints come along. */
  pixels: z.boolean(),
};

/** The layout of deposits until November 2026: one archive of thumbnails, no experiments, and series that no hash covers. */
const firstLayout = z
  .strictObject({ version: z.literal(1), ...members, runs: runs(z.strictObject(run)) })
  .transform((file) => ({
    ...file,
    thumbnails: null,
    experiments: [],
    runs: file.runs.map((run) => ({ ...run, findingsHash: null })),
  }));

const secondLayout = z.strictObject({
  /** Version of the deposit's layout. */
  version: z.literal(2),
  ...members,
  /** Thumbnails in its archives; null where the layout does not say. */
  thumbnails: z.int().min(0).nullable(),
  /** Series and units of a run have a hash of their own; null where there are none, or the snapshot does not cover them. */
  runs: runs(z.strictObject({ ...run, findingsHash: sha256Schema.nullable() })),
  experiments: z.array(z.strictObject({ id, contentHash: sha256Schema })).max(50),
});

/** What `snapshot.json` of a deposit holds: all that the hash of a snapshot is made of but the scores, and what it is cited by. */
export const snapshotFileSchema = z.discriminatedUnion('version', [secondLayout, firstLayout]);

export type SnapshotFile = z.infer<typeof snapshotFileSchema>;
export type WrittenSnapshotFile = z.infer<typeof secondLayout>;
