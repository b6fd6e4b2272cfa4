'use client';

import type { KeyboardEvent } from 'react';
import { Trouble } from '../../components/callout/trouble.tsx';
import { ReadOnlyMessage, useMayAnnotate } from '../notes/annotator.tsx';
import { SaveForm } from './save-form.tsx';
import { useSavedViews } from './use-saved-views.ts';
import { ViewItem } from './view-item.tsx';
import styles from './saved-views.module.css';

/** The saved views, to be opened, renamed, replaced by the page as it stands, and deleted; and a field that saves the page. */
export function SavedViewsPanel({ close }: { close: () => void }) {
  const { views, error, save, changesOf, announcement } = useSavedViews();
  const mayAnnotate = useMayAnnotate();
  return (
    <div className={styles.panel}>
      <Trouble error={error} hasData={Boolean(views)} />
      {mayAnnotate ? (
        <SaveForm names={(views ?? []).map(({ name }) => name)} save={save} />
      ) : (
        <ReadOnlyMessage />
      )}
      {views && views.length > 0 ? (
        <ul className={styles.views} aria-label="Saved views" onKeyDown={moveAmongLinks}>
          {views.map((view) => (
            <ViewItem
              key={view.id}
              view={view}
              opened={close}
              changes={mayAnnotate && view.mayChange ? changesOf(view) : null}
            />
          ))}
        </ul>
      ) : views ? (
        <p className={styles.none}>
          No view has been saved yet. {mayAnnotate ? 'Set the filters, then save them under a name.' : ''}
        </p>
      ) : error ? null : (
        <div className={styles.space} role="status" aria-label="Loading the saved views" />
      )}
      <p className={styles.announcement} role="status">
        {announcement}
      </p>
    </div>
  );
}

/** Arrow keys go from view to view, as in a menu. */
function moveAmongLinks(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a')];
  const at = links.indexOf(event.target as HTMLElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || at < 0) return;
  event.preventDefault();
  links[(at + step + links.length) % links.length]!.focus();
}
