import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { copyRows } from '../statements/copy.ts';
import { query, transaction } from '../statements/query.ts';
import type { Store } from '../store.ts';
import type { ArtifactPlace, HeldArtifact } from './artifact-place.ts';
import { measureFiles, type MeasuredFile } from './measure-files.ts';

/** Of a chunk: few round trips for a large file, little memory on either side. */
const chunkBytes = 2 ** 20;
/** Files of one transaction, and bytes from which on the next one begins. */
const batch = { files: 1000, bytes: 64 * 2 ** 20 };

/** The store's own tables: a worker needs the address of the database and nothing else. */
export class PostgresPlace implements ArtifactPlace {
  readonly address = 'postgres';
  readonly isShared = false;

  constructor(private readonly store: Store) {}

  async put(home: string, paths: readonly string[]): Promise<void> {
    for (let start = 0; start < paths.length; start += batch.files) {
      const missing = await this.missing(paths.slice(start, start + batch.files));
      const files = await measureFiles(home, missing);
      for (const members of byBytes(files))
        await transaction(this.store, (client) => insert(client, home, members), { bulk: true });
    }
  }

  async get(path: string, sink: (bytes: Uint8Array) => Promise<void>): Promise<string | null> {
    const [held] = await query<{ sha256: string; sizeBytes: string }>(
      this.store,
      'SELECT sha256, size_bytes AS "sizeBytes" FROM artifact WHERE path = $1',
      [path],
    );
    if (!held) return null;
    const chunks = Math.ceil(Number(held.sizeBytes) / chunkBytes);
    for (let position = 0; position < chunks; position += 1) {
      const [chunk] = await query<{ bytes: Buffer }>(
        this.store,
        'SELECT bytes FROM artifact_chunk WHERE path = $1 AND position = $2',
        [path, position],
      );
      // It was removed meanwhile.
      if (!chunk) return null;
      await sink(chunk.bytes);
    }
    return held.sha256;
  }

  async sha256Of(path: string): Promise<string | null> {
    const [held] = await query<{ sha256: string }>(
      this.store,
      'SELECT sha256 FROM artifact WHERE path = $1',
      [path],
    );
    return held?.sha256 ?? null;
  }

  async list(prefix: string): Promise<HeldArtifact[]> {
    const rows = await query<{ path: string; sizeBytes: string; heldSince: Date }>(
      this.store,
      // No path has a character above the tilde.
      `SELECT path, size_bytes AS "sizeBytes", created_at AS "heldSince" FROM artifact WHERE path >= $1 AND path < $1 || '~' ORDER BY path`,
      [prefix],
    );
    return rows.map((row) => ({ ...row, sizeBytes: Number(row.sizeBytes) }));
  }

  async remove(paths: readonly string[]): Promise<void> {
    for (let start = 0; start < paths.length; start += batch.files)
      await transaction(
        this.store,
        (client) =>
          client.query('DELETE FROM artifact WHERE path = ANY($1::text[])', [
            paths.slice(start, start + batch.files),
          ]),
        { bulk: true },
      );
  }

  private async missing(paths: readonly string[]): Promise<string[]> {
    const rows = await query<{ path: string }>(
      this.store,
      'SELECT path FROM unnest($1::text[]) AS path WHERE NOT EXISTS (SELECT FROM artifact a WHERE a.path = path.path)',
      [paths],
    );
    return rows.map(({ path }) => path);
  }
}

/** Groups of files that one transaction takes. */
function byBytes(files: readonly MeasuredFile[]): MeasuredFile[][] {
  const groups: MeasuredFile[][] = [];
  let bytes = Infinity;
  for (const file of files) {
    if (bytes >= batch.bytes) {
      groups.push([]);
      bytes = 0;
    }
    groups.at(-1)!.push(file);
    bytes += file.sizeBytes;
  }
  return groups;
}

/** Two machines that put the same file at once: the second waits for the first, then has nothing to do. */
async function insert(client: pg.PoolClient, home: string, files: readonly MeasuredFile[]): Promise<void> {
  // In one order, so that two transactions do not wait for each other.
  const ordered = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const { rows } = await client.query<{ path: string }>(
    `INSERT INTO artifact (path, sha256, size_bytes)
     SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[]) ON CONFLICT (path) DO NOTHING RETURNING path`,
    [
      ordered.map(({ path }) => path),
      ordered.map(({ sha256 }) => sha256),
      ordered.map(({ sizeBytes }) => sizeBytes),
    ],
  );
  await copyRows(
    client,
    'artifact_chunk',
    { path: 'text', position: 'int4', bytes: 'bytea' },
    (function* () {
      // What is loaded is copied: one buffer does for thousands of small files.
      const bytes = Buffer.allocUnsafe(chunkBytes);
      for (const { path } of rows) yield* chunksOf(home, path, bytes);
    })(),
  );
}

/** @param bytes written to again for each chunk */
function* chunksOf(home: string, path: string, bytes: Buffer): Generator<[string, number, Uint8Array]> {
  const descriptor = openSync(join(home, path), 'r');
  try {
    for (let position = 0; ; position += 1) {
      const length = readSync(descriptor, bytes, 0, chunkBytes, position * chunkBytes);
      if (length > 0) yield [path, position, bytes.subarray(0, length)];
      if (length < chunkBytes) return;
    }
  } finally {
    closeSync(descriptor);
  }
}
