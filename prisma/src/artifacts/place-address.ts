import { settingError } from '@engram/core';

/** Where artifacts lie: this machine's ENGRAM_HOME, the store's PostgreSQL, or a bucket. */
export type PlaceAddress = 'home' | 'postgres' | `s3://${string}`;

/** @throws DomainError INVALID_ARGUMENT naming the setting */
export function parsePlaceAddress(value: string): PlaceAddress {
  if (value === 'home' || value === 'postgres') return value;
  const [, bucket, prefix] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([\w!.*'()/-]*))?$/.exec(value) ?? [];
  if (bucket === undefined)
    throw settingError('ENGRAM_ARTIFACTS', value, 'home, postgres, or an address s3://BUCKET/PREFIX');
  const folders = (prefix ?? '').split('/').filter((name) => name !== '');
  return `s3://${[bucket, ...folders].join('/')}`;
}
