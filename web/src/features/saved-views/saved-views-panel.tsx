'use client';

import { useEffect, useState, type KeyboardEvent } from 'react';
import { withoutBasePath } from '../../base-path.ts';
import { ApiAway } from '../../components/api-away.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { isAway } from '../../graphql/api-error.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { ReadOnlyWords, useMayAnnotate } from '../notes/annotator.tsx';
import { useAnnotate } from '../notes/use-annotate.ts';
import { SaveForm } from './save-form.tsx';
import {
  RemoveViewDocument,
  RenameViewDocument,
  SavedViewsDocument,
  SaveViewDocument,
} from './saved-views-documents.ts';
import { ViewItem } from './view-item.tsx';
import styles from './saved-views.module.css';

/** The saved views, to be opened, renamed, replaced by the page as it stands, and deleted; and a field that saves the page. */
export function SavedViewsPanel({ close }: { close: () => void }) {
  const { data, error, retry } = useLiveQuery(SavedViewsDocument, {});
  // Others save views too: the list of the last time may be old.
  useEffect(retry, [retry]);
  const annotate = useAnnotate();
  const mayAnnotate = useMayAnnotate();
  const [said, setSaid] = useState('');
  const views = data?.savedViews;
  const after = (problem: string | null, words: string): string | null => {
    if (problem === null) setSaid(words);
    retry();
    return problem;
  };
  /** The page as it stands. */
  const save = async (name: string, replace: boolean): Promise<string | null> =>
    annotate(SaveViewDocument, {
      name,
      address: `${withoutBasePath(window.location.pathname)}${window.location.search}`,
      replace,
    });

  return (
    <div className={styles.panel}>
      {isAway(error) ? <ApiAway hasData={Boolean(views)} /> : error ? <Refusal error={error} /> : null}
      {mayAnnotate ? (
        <SaveForm
          names={(views ?? []).map(({ name }) => name)}
          save={async (name, replace) => after(await save(name, replace), `Saved as ${name}.`)}
        />
      ) : (
        <ReadOnlyWords />
      )}
      {views && views.length > 0 ? (
        <ul className={styles.views} aria-label="Saved views" onKeyDown={moveAmongLinks}>
          {views.map((view) => (
            <ViewItem
              key={view.id}
              view={view}
              opened={close}
              changes={
                mayAnnotate
                  ? {
                      rename: async (name) =>
                        after(
                          await annotate(RenameViewDocument, { id: view.id, name }),
                          `Renamed to ${name}.`,
                        ),
                      replace: async () => after(await save(view.name, true), `${view.name} replaced.`),
                      remove: async () =>
                        after(await annotate(RemoveViewDocument, { id: view.id }), `${view.name} deleted.`),
                    }
                  : null
              }
            />
          ))}
        </ul>
      ) : views ? (
        <p className={styles.none}>
          No view is saved yet.{' '}
          {mayAnnotate ? 'Set the filters as you want to find them again, and save them under a name.' : ''}
        </p>
      ) : error ? null : (
        <div className={styles.space} role="status" aria-label="The saved views are being loaded" />
      )}
      <p className={styles.said} role="status">
        {said}
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
