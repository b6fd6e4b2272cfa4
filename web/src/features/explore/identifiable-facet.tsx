'use client';

import { identifiabilities, type Identifiability } from '../../explore-state.ts';
import { formatCount } from '../../format.ts';
import styles from './facets.module.css';

const words: Record<Identifiability, string> = { yes: 'identifiable', no: 'not identifiable' };
const codes: Record<Identifiability, number> = { yes: 1, no: 0 };

interface Props {
  /** Those asked for; empty = both. */
  chosen: readonly Identifiability[];
  change: (chosen: Identifiability[]) => void;
  /** Datapoints of each, by its code, under the other filters; null while they are being counted. */
  counts: ReadonlyMap<number, number> | null;
}

/** Whether the encoders can tell a score: some must have been trained with the datapoint, and some without. */
export function IdentifiableFacet({ chosen, change, counts }: Props) {
  const toggled = (one: Identifiability): Identifiability[] =>
    identifiabilities.filter((other) => chosen.includes(other) !== (other === one));
  return (
    <fieldset>
      <legend>Can a score be told?</legend>
      <ul className={styles.options}>
        {identifiabilities.map((one) => (
          <li key={one}>
            <label>
              <input type="checkbox" checked={chosen.includes(one)} onChange={() => change(toggled(one))} />
              <span>{words[one]}</span>
              <small>{counts ? formatCount(counts.get(codes[one]) ?? 0) : ''}</small>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
