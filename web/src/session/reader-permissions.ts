import { cache } from 'react';
import { headers } from 'next/headers';
import { scopeIncludes } from '@engram/core';
import { readEnv } from '../env.ts';
import { askViewer, type Viewer } from './ask-viewer.ts';
import { mayAnnotate } from '../proxy/may-annotate.ts';
import { sessionToken } from './session.ts';

export interface ReaderPermissions {
  /** Whether the reader may annotate, as far as this dashboard decides it; the API has the last word. */
  mayAnnotate: boolean;
  /** Whether the reader sees runs without signing in. */
  mayRead: boolean;
  /** Whom the reader's token names; null for who has not signed in, or whose token is not valid any more. */
  viewer: Viewer | null;
  /** Whether the browser holds a token that the API does not take. */
  isSessionOver: boolean;
}

/** What whoever asks for the page may do; asked once a page. */
export const readerPermissions = cache(async (): Promise<ReaderPermissions> => {
  const asked = await headers();
  const env = readEnv();
  const token = sessionToken(asked);
  const mayRead = env.scope !== 'none';
  if (token === null)
    return { mayAnnotate: mayAnnotate(asked, env), mayRead, viewer: null, isSessionOver: false };
  // Without the API nothing can be said of a token; the page says that the API does not answer.
  const answer = await askViewer(token, env).catch(() => null);
  const viewer = answer?.viewer ?? null;
  return {
    mayAnnotate: viewer !== null && scopeIncludes(viewer.scope, 'annotate'),
    mayRead,
    viewer,
    isSessionOver: answer?.failure?.status === 401,
  };
});
