'use client';

import { codeOfRole, splitRoles, type SplitRole } from '@engram/core';
import { formatCount } from '../../format.ts';
import styles from './facets.module.css';

const words: Record<SplitRole, string> = {
  shared: 'shared, seen by f and g',
  candidate: 'candidates, seen by f',
  independent: 'independents, seen by g',
  external: 'external, seen by neither',
};

interface Props {
  /** Those asked for; empty = all. */
  roles: readonly SplitRole[];
  change: (roles: SplitRole[]) => void;
  /** Datapoints of each, by its code, under the other filters; null while they are being counted. */
  counts: ReadonlyMap<number, number> | null;
}

/** The parts of an `fg-split`; nothing for a run that has none. */
export function RoleFacet({ roles, change, counts }: Props) {
  const found = splitRoles.filter((role) => roles.includes(role) || counts?.has(codeOfRole(role)));
  if (found.length === 0) return null;
  const toggled = (role: SplitRole): SplitRole[] =>
    splitRoles.filter((one) => roles.includes(one) !== (one === role));
  return (
    <fieldset>
      <legend>Part of the split</legend>
      <ul className={styles.options}>
        {found.map((role) => (
          <li key={role}>
            <label>
              <input type="checkbox" checked={roles.includes(role)} onChange={() => change(toggled(role))} />
              <span>{words[role]}</span>
              <small>{counts ? formatCount(counts.get(codeOfRole(role)) ?? 0) : ''}</small>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
