import type { Dataset } from './dataset.ts';

/** A kind of file, or a package, that datasets are read from. */
export interface DatasetFormat {
  /** What stands before the colon of a SPEC; the whole SPEC where the format takes nothing after it. */
  readonly key: string;
  /** How a SPEC is written, for people. */
  readonly usage: string;
  /** Whether it comes with the packages, under its key as its name: a run that asks for it needs no import of its own first. */
  readonly isShipped: boolean;
  /**
   * @param rest what follows the colon; empty for a format that is shipped
   * @throws DomainError INVALID_ARGUMENT or INVALID_FILE naming file, place and reason
   */
  read(rest: string, signal?: AbortSignal): Promise<Dataset>;
}
