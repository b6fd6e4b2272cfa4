'use client';

import { createContext, useContext, type ReactNode } from 'react';

/** What a page knows of its reader. */
export interface Reader {
  mayAnnotate: boolean;
  /** Whether they may cancel runs and experiments, as far as this dashboard knows. */
  mayCancel: boolean;
  /** Whether they might annotate if they signed out. */
  mayAnnotateSignedOut: boolean;
  /** Name of the token that they signed in with; null without one, or while the API does not say whose it is. */
  tokenName: string | null;
  /** Whether their browser held a token when the page was made. */
  isSignedIn: boolean;
}

const ReaderContext = createContext<Reader>({
  mayAnnotate: false,
  mayCancel: false,
  mayAnnotateSignedOut: false,
  tokenName: null,
  isSignedIn: false,
});

/** Tells all that a page shows who its reader is. */
export function ReaderProvider({ reader, children }: { reader: Reader; children: ReactNode }) {
  return <ReaderContext value={reader}>{children}</ReaderContext>;
}

export const useReader = (): Reader => useContext(ReaderContext);
