/** A file; its path is the one it has below ENGRAM_HOME, such as `checkpoints/ab/HASH.bin`. */
export interface ArtifactFile {
  path: string;
  sizeBytes: number;
}

/** A file that a place holds. */
export interface HeldArtifact extends ArtifactFile {
  /** By the clock of the place. */
  heldSince: Date;
}

/**
 * Where files lie that several machines need: values of datasets, thumbnails and checkpoints. Every machine has copies of what it
 * used in its ENGRAM_HOME. A file never changes: its path names its content.
 */
export interface ArtifactPlace {
  /** As in ENGRAM_ARTIFACTS. */
  readonly address: string;
  /** Whether other stores may keep files there too. */
  readonly isShared: boolean;
  /**
   * Keeps files of ENGRAM_HOME; those that the place holds stay as they are.
   * @throws DomainError NOT_FOUND or INVALID_FILE naming a file that is not on this machine, or has another content than its name says
   */
  put(home: string, paths: readonly string[]): Promise<void>;
  /**
   * Gives the bytes of a file to `sink`, piece by piece.
   * @returns the SHA-256 of what was put, which whoever calls compares with what arrived; null when the place does not hold it
   */
  get(path: string, sink: (bytes: Uint8Array) => Promise<void>): Promise<string | null>;
  /** The SHA-256 that a file had when it was put; empty where another program put it, null when the place does not hold it. */
  sha256Of(path: string): Promise<string | null>;
  /** What it holds below a path, by path. */
  list(prefix: string): Promise<HeldArtifact[]>;
  /** Removes those of some files that it holds. */
  remove(paths: readonly string[]): Promise<void>;
}
