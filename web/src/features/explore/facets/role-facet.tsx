'use client';

import { codeOfRole, splitRoles, type SplitRole } from '@engram/core';
import { toggled } from '../../../address/toggled.ts';
import { countIn, FacetOptions } from './facet-options.tsx';

const labels: Record<SplitRole, string> = {
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

/** The roles of an `fg-split`; nothing for a run without roles. */
export function RoleFacet({ roles, change, counts }: Props) {
  const found = splitRoles.filter((role) => roles.includes(role) || counts?.has(codeOfRole(role)));
  if (found.length === 0) return null;
  return (
    <fieldset>
      <legend>Split role</legend>
      <FacetOptions
        options={found.map((value) => ({ value, label: labels[value] }))}
        chosen={roles}
        toggle={(role) => change(splitRoles.filter((one) => toggled(roles, role).includes(one)))}
        countOf={(role) => countIn(counts, codeOfRole(role))}
      />
    </fieldset>
  );
}
