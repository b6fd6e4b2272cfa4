'use client';

import { useState, useSyncExternalStore } from 'react';

const key = 'engram-author';
const noListener = (): (() => void) => () => undefined;

/** The name that this browser's reader writes under, the way to change it, and the way to have it remembered. */
export function useAuthor(): [string, (author: string) => void, () => void] {
  const remembered = useSyncExternalStore(
    noListener,
    () => localStorage.getItem(key) ?? '',
    () => '',
  );
  const [typed, setTyped] = useState<string | null>(null);
  const author = typed ?? remembered;
  return [author, setTyped, () => localStorage.setItem(key, author)];
}
