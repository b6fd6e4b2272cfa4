import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ensureFolder, hashOfFile, scores, type Store } from '@engram/store';

type ExportFormat = scores.ExportFormat;

/** Changes with what a file looks like, so that no older one is taken for it. */
const layout = 'v3';

export interface ExportFile {
  path: string;
  /** SHA-256 of the file. */
  hash: string;
}

/** Some 2 MB. */
const mostVerified = 10_000;

/**
 * Files of all scores of a run, made when first asked for and kept as `exports/v3/<run>/<sha256>.<format>` of the home: the
 * scores of a finished run never change. They may be deleted at any time; one whose content no longer has its hash is made again.
 */
export class ExportFiles {
  private readonly underWay = new Map<string, Promise<ExportFile | null>>();
  /** Files whose content had its hash, by path, with what changes when a file is written to; a home with more is read again. */
  private readonly verified = new Map<string, string>();

  constructor(private readonly home: string) {}

  /**
   * The file; those who ask for it while it is made wait for the same one. `runId` must be that of a finished run.
   * @param store what it is read through if this caller makes it
   * @param acquire waits until this caller may make a file, and gives what to call when it was made
   */
  async get(
    store: Store,
    runId: string,
    format: ExportFormat,
    acquire: () => Promise<() => void>,
  ): Promise<ExportFile> {
    const key = `${runId}.${format}`;
    const found = await this.once(key, () => this.find(runId, format));
    if (found) return found;
    const release = await acquire();
    const made = async () => (await this.find(runId, format)) ?? this.make(store, runId, format);
    try {
      // Another caller may only be looking for it.
      for (;;) {
        const file = await this.once(key, made);
        if (file) return file;
      }
    } finally {
      release();
    }
  }

  /** Does `act`, or waits for what is under way for the same file: looking for it and making it never meet. */
  private once(key: string, act: () => Promise<ExportFile | null>): Promise<ExportFile | null> {
    const underWay = this.underWay.get(key);
    if (underWay) return underWay;
    const done = act().finally(() => this.underWay.delete(key));
    this.underWay.set(key, done);
    return done;
  }

  private folder(runId: string): string {
    return join(this.home, 'exports', layout, runId);
  }

  private async find(runId: string, format: ExportFormat): Promise<ExportFile | null> {
    const folder = this.folder(runId);
    const names = await readdir(folder).catch(() => []);
    for (const name of names) {
      const [, hash, ending] = /^([0-9a-f]{64})\.(\w+)$/.exec(name) ?? [];
      if (!hash || ending !== format) continue;
      const path = join(folder, name);
      if (await this.isWhole(path, hash)) return { path, hash };
      await rm(path, { recursive: true, force: true });
    }
    return null;
  }

  /** Whether its content still has its hash. It is read once, and again only when it was written to since. */
  private async isWhole(path: string, hash: string): Promise<boolean> {
    const found = await stat(path).catch(() => null);
    if (!found?.isFile()) return false;
    const state = [found.ino, found.size, found.mtimeMs, found.ctimeMs].join();
    if (this.verified.get(path) === state) return true;
    if ((await hashOfFile(path)) !== hash) return false;
    if (this.verified.size === mostVerified) this.verified.clear();
    this.verified.set(path, state);
    return true;
  }

  /** Written to a temporary name, flushed to disk and renamed: a reader sees the whole file or none. */
  private async make(store: Store, runId: string, format: ExportFormat): Promise<ExportFile> {
    const folder = this.folder(runId);
    await ensureFolder(folder);
    const temporary = join(folder, `${randomUUID()}.tmp`);
    const digest = createHash('sha256');
    const hashed = new Transform({
      transform(piece: Buffer, _encoding, done) {
        digest.update(piece);
        done(null, piece);
      },
    });
    try {
      const pieces = Readable.from(scores.exportScores(store, runId, format), { highWaterMark: 2 });
      await pipeline(pieces, hashed, createWriteStream(temporary, { flags: 'wx', mode: 0o600 }));
      const file = await open(temporary, 'r');
      await file.sync().finally(() => file.close());
      const hash = digest.digest('hex');
      const path = join(folder, `${hash}.${format}`);
      await rename(temporary, path);
      return { path, hash };
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
  }
}
