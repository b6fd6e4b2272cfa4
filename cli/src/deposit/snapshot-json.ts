import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DomainError,
  plainIssue,
  snapshotFileSchema,
  storedRunSchemaFor,
  type SnapshotFile,
} from '@engram/core';
import { licenseOf } from '@engram/store';
import { plain } from '../output/output.ts';
import { damaged } from './damaged.ts';
import { snapshotFileName } from './file-names.ts';

/** 50 configurations of a few kilobytes each; an imported one names up to 10,000 models by their hashes. */
const maxBytes = 64 * 1024 * 1024;

/** `snapshot.json` with every member checked: configurations as those of runs, the licence as an identifier of SPDX. */
export async function readSnapshotFile(folder: string, shown: string): Promise<SnapshotFile> {
  const path = join(folder, snapshotFileName);
  if ((await lstat(path)).size > maxBytes)
    throw damaged(shown, `is damaged: the file ${snapshotFileName} is larger than one can be`);
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw damaged(shown, `is damaged: the file ${snapshotFileName} is no JSON`, error);
  }
  const { version } = (value ?? {}) as { version?: unknown };
  if (version !== 1 && version !== 2)
    throw damaged(
      shown,
      `has another layout than this version of Engram reads (${snapshotFileName}, version)`,
    );
  const parsed = snapshotFileSchema.safeParse(value);
  if (!parsed.success) {
    const { path: where, message } = parsed.error.issues[0]!;
    throw damaged(shown, `is damaged: in ${snapshotFileName}, ${where.join('.')}: ${plain(message)}`);
  }
  assertLicense(parsed.data, shown);
  for (const run of parsed.data.runs) assertConfig(run, shown);
  return parsed.data;
}

function assertLicense({ license }: SnapshotFile, shown: string): void {
  try {
    if (license === licenseOf(license)) return;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
  throw damaged(shown, `was edited: '${plain(license!)}' is no licence identifier of SPDX`);
}

function assertConfig({ name, id, config }: SnapshotFile['runs'][number], shown: string): void {
  const checked = storedRunSchemaFor(config).safeParse(config, { error: plainIssue });
  if (checked.success) return;
  const { path, message } = checked.error.issues[0]!;
  throw damaged(
    shown,
    `has a configuration that this version of Engram does not know: the run '${plain(name)}' (${id}), ${plain(path.join('.')) || 'the whole'}: ${plain(message)}`,
  );
}
