import { scopeIncludes } from '@engram/core';
import type { WebEnv } from '../env.ts';
import { askViewer, type Viewer } from './ask-viewer.ts';
import { mayAnnotate, mayCancel } from '../proxy/may-annotate.ts';
import { sessionToken } from './session.ts';

/** `unknown`: the browser holds a token, and the API does not say now whether it takes it. */
export type Session = 'none' | 'valid' | 'over' | 'unknown';

export interface ReaderPermissions {
  /** Whether the reader may annotate, as far as this dashboard decides it; the API has the last word. */
  mayAnnotate: boolean;
  /** The same of cancelling runs and experiments. */
  mayCancel: boolean;
  /** Whether the reader might annotate without a token. */
  mayAnnotateSignedOut: boolean;
  /** Whether readers see runs without signing in. */
  mayRead: boolean;
  session: Session;
  /** Whom the reader's token names; null unless the session is valid. */
  viewer: Viewer | null;
  /** Why the session is unknown, for the reader; null otherwise. */
  problem: string | null;
}

/** @param asked headers of the reader's request */
export async function permissionsOf(asked: Pick<Headers, 'get'>, env: WebEnv): Promise<ReaderPermissions> {
  const token = sessionToken(asked);
  const mayAnnotateSignedOut = mayAnnotate(asked, env);
  const everybody = { mayAnnotateSignedOut, mayRead: env.scope !== 'none', viewer: null, problem: null };
  if (token === null)
    return {
      ...everybody,
      mayAnnotate: mayAnnotateSignedOut,
      mayCancel: mayCancel(asked, env),
      session: 'none',
    };
  const { viewer, failure } = await askViewer(token, env).catch(() => ({ viewer: null, failure: null }));
  if (viewer)
    return {
      ...everybody,
      mayAnnotate: scopeIncludes(viewer.scope, 'annotate'),
      mayCancel: scopeIncludes(viewer.scope, 'runs:write'),
      session: 'valid',
      viewer,
    };
  if (failure?.status === 401) return { ...everybody, mayAnnotate: false, mayCancel: false, session: 'over' };
  // Nothing was said of the token: what the reader writes is theirs to send, and the API decides.
  return {
    ...everybody,
    mayAnnotate: true,
    mayCancel: true,
    session: 'unknown',
    problem: messageIn(failure?.body),
  };
}

function messageIn(body: string | undefined): string {
  try {
    const { errors } = JSON.parse(body ?? '') as { errors?: { message?: string }[] };
    return errors?.[0]?.message ?? away;
  } catch {
    return away;
  }
}

const away = 'The API does not answer. Reload the page when it is back.';
