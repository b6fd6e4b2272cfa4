import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { canonicalJson, policyIdentity, scoringPolicy, type AnyRunConfig } from '@engram/core';

/** SHA-256 in lower-case hexadecimal; text is hashed as UTF-8. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Identity of a run's configuration: SHA-256 of its canonical JSON. A resume under another hash is rejected. */
export function configHash(config: object): string {
  return sha256(canonicalJson(config));
}

/** Identity of the policy that a run's scoring views are drawn from; a built-in one and its operations written out are the same. */
export function scoringPolicyHash(config: Pick<AnyRunConfig, 'policy' | 'scoring'>): string {
  return sha256(canonicalJson(policyIdentity(scoringPolicy(config))));
}

/** SHA-256 of a file, read piece by piece; null when it cannot be read. */
export async function hashOfFile(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
    return hash.digest('hex');
  } catch {
    return null;
  }
}

/** `hashOfFile` for one of thousands of small files, read in this thread: see `writeSmallFile`. */
export function hashOfSmallFile(path: string): string | null {
  try {
    return sha256(readFileSync(path));
  } catch {
    return null;
  }
}
