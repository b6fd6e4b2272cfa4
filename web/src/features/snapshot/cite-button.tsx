'use client';

import { useState } from 'react';
import { Dialog } from '../../components/dialog/dialog.tsx';
import type { Selection } from '../../address/snapshot-address.ts';
import { CitePanel } from './cite-panel.tsx';
import styles from './snapshot.module.css';

interface Props {
  /** Finished runs that the text refers to. */
  runs: readonly string[];
  /** Finished experiments that it refers to, whose runs these are. */
  experiments?: readonly string[];
  /** Title that is proposed for a new snapshot. */
  title: string;
  selection?: Selection | undefined;
}

/** Opens a dialog that finds or makes the snapshot of what is shown, and says what to copy. */
export function CiteButton(props: Props) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button type="button" className={styles.button} aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        Cite these results
      </button>
      {isOpen ? (
        <Dialog title="Cite these results" closed={() => setIsOpen(false)}>
          <CitePanel {...props} />
        </Dialog>
      ) : null}
    </>
  );
}
