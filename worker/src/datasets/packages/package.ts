/** A package at one version, so that its dataset is the same everywhere. */
export interface NpmPackage {
  name: string;
  version: string;
  /** Of its tarball, as the registry states it: `sha512-…` in base64. */
  integrity: string;
  /** Of its tarball, for the progress. */
  sizeBytes: number;
}
