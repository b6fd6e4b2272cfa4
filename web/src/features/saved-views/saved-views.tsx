'use client';

import { useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { useShortcuts } from '../../components/use-shortcuts.ts';
import { SavedViewsPanel } from './saved-views-panel.tsx';
import styles from './saved-views.module.css';

/** Opens the list of saved views, by a button or by `v`. */
export function SavedViews() {
  const [isOpen, setIsOpen] = useState(false);
  useShortcuts({ v: () => setIsOpen(true) });
  return (
    <>
      <button
        type="button"
        className={styles.open}
        aria-haspopup="dialog"
        aria-keyshortcuts="v"
        onClick={() => setIsOpen(true)}
      >
        Saved views
      </button>
      {isOpen ? (
        <Dialog title="Saved views" closed={() => setIsOpen(false)}>
          {(close) => <SavedViewsPanel close={close} />}
        </Dialog>
      ) : null}
    </>
  );
}
