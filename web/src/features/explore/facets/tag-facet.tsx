'use client';

import { countIn, FacetOptions } from './facet-options.tsx';
import { toggled } from '../../../address/toggled.ts';
import type { Tags } from '../use-tags.ts';
import styles from './facets.module.css';

interface Props {
  tags: Tags;
  /** Tags asked for. */
  chosen: readonly string[];
  change: (chosen: string[]) => void;
  /** Datapoints with each tag under the other filters; null while they are being counted. */
  counts: ReadonlyMap<string, number> | null;
}

/** The tags of a dataset to choose from; a datapoint passes that has any of those chosen. */
export function TagFacet({ tags, chosen, change, counts }: Props) {
  const known = (tags.uses ?? []).map(({ name }) => name);
  // A tag in the address that nobody uses any longer can be cleared.
  const names = [...known, ...chosen.filter((name) => !known.includes(name))].sort();
  return (
    <fieldset>
      <legend>Tags, any of them</legend>
      {names.length > 0 ? (
        <FacetOptions
          options={names.map((name) => ({ value: name, label: name }))}
          chosen={chosen}
          toggle={(name) => change(toggled(chosen, name))}
          countOf={(name) => countIn(counts, name)}
        />
      ) : tags.uses ? (
        <p className={styles.hint}>No datapoint has a tag yet. Go to one and press t.</p>
      ) : null}
      {tags.hasFailed ? (
        <p className={styles.hint} role="alert">
          The tags could not be loaded.{' '}
          <button type="button" onClick={tags.refresh}>
            Try again
          </button>
        </p>
      ) : null}
    </fieldset>
  );
}
