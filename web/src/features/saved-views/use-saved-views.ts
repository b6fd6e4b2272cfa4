'use client';

import { useEffect, useState } from 'react';
import { withoutBasePath } from '../../base-path.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { useAnnotate } from '../notes/use-annotate.ts';
import {
  RemoveViewDocument,
  RenameViewDocument,
  SavedViewsDocument,
  SaveViewDocument,
  type SavedView,
} from './saved-views-documents.ts';

/** What can be done to a saved view; each says what went wrong, null when nothing did. */
export interface ViewChanges {
  rename: (name: string) => Promise<string | null>;
  replace: () => Promise<string | null>;
  remove: () => Promise<string | null>;
}

/** The saved views, and what changes them; the list is loaded again after each change. */
export function useSavedViews() {
  const { data, error, retry } = useLiveQuery(SavedViewsDocument, {});
  // Others save views too: the list of the last time may be old.
  useEffect(retry, [retry]);
  const annotate = useAnnotate();
  const [announcement, setAnnouncement] = useState('');
  const after = (problem: string | null, message: string): string | null => {
    if (problem === null) setAnnouncement(message);
    retry();
    return problem;
  };
  /** Saves the page as it stands. */
  const savePage = async (name: string, replace: boolean): Promise<string | null> =>
    annotate(SaveViewDocument, {
      name,
      address: `${withoutBasePath(window.location.pathname)}${window.location.search}`,
      replace,
    });
  return {
    /** undefined while they are on their way. */
    views: data?.savedViews,
    error,
    /** What the last change did; empty before the first. */
    announcement,
    save: async (name: string, replace: boolean) => after(await savePage(name, replace), `Saved as ${name}.`),
    changesOf: ({ id, name }: SavedView): ViewChanges => ({
      rename: async (to) => after(await annotate(RenameViewDocument, { id, name: to }), `Renamed to ${to}.`),
      replace: async () => after(await savePage(name, true), `${name} replaced.`),
      remove: async () => after(await annotate(RemoveViewDocument, { id }), `${name} deleted.`),
    }),
  };
}
