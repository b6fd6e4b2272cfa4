import { configHash, sha256 } from '@engram/store';

/** The id of an imported run, a version-8 uuid (RFC 9562) from a hash: the same import gets the same id. */
export function importedRunId(config: object, codeVersion: string): string {
  const hash = sha256(`${configHash(config)} ${codeVersion}`);
  const variant = ((parseInt(hash[16]!, 16) & 0x3) | 0x8).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}
