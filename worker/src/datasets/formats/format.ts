import type { Dataset } from '../dataset.ts';
import type { TableOptions } from '../tables/table-options.ts';

/** What a format may use while it reads. */
export interface ReadContext {
  /** ENGRAM_HOME; formats that fetch a package keep it there. */
  home?: string;
  signal?: AbortSignal;
  /** What tables do not say themselves. */
  table?: TableOptions;
  /** Side of the squares that pictures become, in pixels; only for formats that take it. */
  side?: number;
  onProgress?(progress: { fraction: number; message: string }): void;
}

/** A kind of file, or a package, that datasets are read from. */
export interface DatasetFormat {
  /** What stands before the colon of a SPEC; the whole SPEC where the format takes nothing after it. */
  readonly key: string;
  /** How a SPEC is written, for people. */
  readonly usage: string;
  /**
   * Where its data lie. `shipped`: they come with the packages, under the key as their name: a run that asks for it needs no import
   * of its own first. `fetched`: an npm package, fetched by the import. `files`: those that the SPEC names.
   */
  readonly source: 'shipped' | 'fetched' | 'files';
  /** Whether its pictures may be given another size. */
  readonly takesSide?: boolean;
  /**
   * @param rest what follows the colon; empty where nothing does
   * @throws DomainError INVALID_ARGUMENT or INVALID_FILE naming file, place and reason
   */
  read(rest: string, context: ReadContext): Promise<Dataset>;
}
