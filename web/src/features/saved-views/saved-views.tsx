'use client';

import { useState } from 'react';
import { Dialog } from '../../components/dialog/dialog.tsx';
import { useShortcuts } from '../../components/dialog/use-shortcuts.ts';
import { GraphqlPage } from '../../graphql/graphql-page.tsx';
import { SavedViewsPanel } from './saved-views-panel.tsx';
import styles from './saved-views.module.css';

const nothing = {};

/** Opens the list of saved views from any page, by a button or by `v`; it has a client of its own, since the head of a page is outside of it. */
export function SavedViews() {
  const [isOpen, setIsOpen] = useState(false);
  useShortcuts({ v: () => setIsOpen(true) });
  return (
    <>
      <button
        type="button"
        className={styles.open}
        aria-label="Saved views"
        aria-haspopup="dialog"
        aria-keyshortcuts="v"
        onClick={() => setIsOpen(true)}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M5.5 3h9v14L10 13.2 5.5 17z" />
        </svg>
        <span>Saved views</span>
      </button>
      {isOpen ? (
        <Dialog title="Saved views" closed={() => setIsOpen(false)}>
          {(close) => (
            <GraphqlPage ssr={nothing}>
              <SavedViewsPanel close={close} />
            </GraphqlPage>
          )}
        </Dialog>
      ) : null}
    </>
  );
}
