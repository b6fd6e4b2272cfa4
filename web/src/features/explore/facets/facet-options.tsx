'use client';

import { useState, type ReactNode } from 'react';
import { formatCount } from '../../../format.ts';
import styles from './facets.module.css';

interface Props<Option extends string | number> {
  options: readonly { value: Option; label: ReactNode }[];
  chosen: readonly Option[];
  /** Gets the one that is ticked, or no longer ticked. */
  toggle: (value: Option) => void;
  /** What is left of an option under the other filters, null while it is being counted; left out where nothing is counted. */
  countOf?: (value: Option) => number | null;
}

/** A list one longer than this is folded: a button in place of one option would save nothing. */
const maxUnfolded = 12;
const firstShown = 10;

/** The options of a facet, each to be ticked, with what is left of it under the other filters; a long list opens by a button. */
export function FacetOptions<Option extends string | number>({
  options,
  chosen,
  toggle,
  countOf,
}: Props<Option>) {
  const [isOpen, setIsOpen] = useState(false);
  const isFolded = !isOpen && options.length > maxUnfolded;
  const shown = isFolded
    ? options.filter(({ value }, at) => at < firstShown || chosen.includes(value))
    : options;
  return (
    <>
      <ul className={styles.options}>
        {shown.map(({ value, label }) => (
          <li key={value}>
            <label>
              <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
              <span>{label}</span>
              {countOf ? <small>{countText(countOf(value))}</small> : null}
            </label>
          </li>
        ))}
      </ul>
      {isFolded ? (
        <button type="button" className={styles.more} onClick={() => setIsOpen(true)}>
          Show all {formatCount(options.length)}
        </button>
      ) : null}
    </>
  );
}

const countText = (count: number | null): string => (count === null ? '' : formatCount(count));

/** Of the counts by key, null while there are none yet; a key that does not occur has none left. */
export const countIn = <Key,>(counts: ReadonlyMap<Key, number> | null, key: Key): number | null =>
  counts && (counts.get(key) ?? 0);
