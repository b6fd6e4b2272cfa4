'use client';

import { runStatuses } from '@engram/core';
import { useState } from 'react';
import { Choice } from '../../components/choice.tsx';
import { isNarrowedList, runOrders, widenedList, type RunListState } from '../../address/run-list-state.ts';
import { usePartQuery } from '../../graphql/use-part-query.ts';
import { statusLabels } from '../../messages/status-messages.ts';
import { RunFacetsDocument } from './run-list-document.ts';
import styles from './run-filters.module.css';

interface Props {
  state: RunListState;
  change: (change: Partial<RunListState>) => void;
}

/** What the list shows: a search, the dataset, method and status, and its order. */
export function RunFilters({ state, change }: Props) {
  const { data } = usePartQuery(RunFacetsDocument, {});
  const datasets = (data?.datasets ?? []).map(({ slug, name }) => [slug, name] as const);
  const methods = (data?.methods ?? []).map(({ key, name }) => [key, name] as const);
  const statuses = runStatuses.map((status) => [status, statusLabels[status]] as const);
  const tags = (data?.runTags ?? []).map(({ name, count }) => [name, `${name} (${count})`] as const);
  const { dataset, method, status, tag, archived, order } = state;
  return (
    <search className={styles.filters} aria-label="Runs shown">
      <SearchField key={state.search} search={state.search} change={(search) => change({ search })} />
      <Choice
        label="Dataset"
        value={dataset ?? ''}
        options={withAll(datasets, dataset)}
        set={(one) => change({ dataset: one || null })}
      />
      <Choice
        label="Method"
        value={method ?? ''}
        options={withAll(methods, method)}
        set={(one) => change({ method: one || null })}
      />
      <Choice
        label="Status"
        value={(status ?? '') as string}
        options={withAll(statuses, status)}
        set={(one) => change({ status: runStatuses.find((known) => known === one) ?? null })}
      />
      {tags.length > 0 || tag !== null ? (
        <Choice
          label="Tag"
          value={tag ?? ''}
          options={withAll(tags, tag)}
          set={(one) => change({ tag: one || null })}
        />
      ) : null}
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={archived}
          onChange={(event) => change({ archived: event.target.checked })}
        />
        Archived too
      </label>
      <Choice label="Order" value={order} options={runOrders} set={(next) => change({ order: next })} />
      {isNarrowedList(state) ? (
        <button type="button" onClick={() => change(widenedList(state))}>
          Show all
        </button>
      ) : null}
    </search>
  );
}

/** All, or one; what an address names and nobody knows can be cleared. */
const withAll = (
  known: readonly (readonly [string, string])[],
  chosen: string | null,
): Record<string, string> => ({
  '': 'all',
  ...(chosen === null ? {} : { [chosen]: chosen }),
  ...Object.fromEntries(known),
});

/** Counts when it is entered or left. */
function SearchField({ search, change }: { search: string; change: (search: string) => void }) {
  const [text, setText] = useState(search);
  return (
    <form
      role="presentation"
      onSubmit={(event) => {
        event.preventDefault();
        change(text);
      }}
    >
      <label>
        Search
        <input
          type="search"
          placeholder="name or id"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => change(text)}
        />
      </label>
    </form>
  );
}
