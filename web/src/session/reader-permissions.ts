import { cache } from 'react';
import { headers } from 'next/headers';
import { readEnv } from '../env.ts';
import { permissionsOf, type ReaderPermissions } from './permissions-of.ts';

export type { ReaderPermissions } from './permissions-of.ts';

/** What whoever asks for the page may do; asked once a page. */
export const readerPermissions = cache(async (): Promise<ReaderPermissions> =>
  permissionsOf(await headers(), readEnv()),
);
