'use client';

import { useState } from 'react';

/** Copies texts, and says how that went until `clear`. */
export function useCopy(): { said: string; copy(text: string): Promise<void>; clear(): void } {
  const [said, say] = useState('');
  const copy = async (text: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      say('Copied.');
    } catch {
      // Browsers give the clipboard only to pages by https and to localhost.
      say('The browser did not allow it: select the text and copy it.');
    }
  };
  return { said, copy, clear: () => say('') };
}
