import Link from 'next/link';
import { Callout } from '../../components/callout/callout.tsx';
import { exploreStateToSearch } from '../../address/explore-state.ts';
import { exploreAddress } from '../../address/run-address.ts';
import type { Selection } from '../../address/snapshot-address.ts';
import { appliedFilters } from '../explore/facets/applied-filters.ts';
import { filterNames } from '../explore/facets/filter-names.ts';
import type { SnapshotRun } from './snapshot-documents.ts';

/** What the selection looks at that the snapshot does not hold. */
function changing({ tags, commented, mapLasso }: Selection['state']): string {
  const names = [
    ...(tags.length > 0 ? ['tags'] : []),
    ...(commented ? ['comments'] : []),
    ...(mapLasso.length > 0 ? ['the map'] : []),
  ];
  if (names.length === 0) return '';
  const [first, ...others] = new Intl.ListFormat('en').format(names);
  return `. ${first!.toUpperCase()}${others.join('')} are not part of the snapshot and may have changed since`;
}

/** The datapoints that the text refers to which led here. @param run null when the snapshot does not hold it */
export function CitedSelection({ selection, run }: { selection: Selection; run: SnapshotRun | null }) {
  if (!run)
    return (
      <Callout tone="caution" title="The address names a run that this snapshot does not hold">
        <p>The link may be mistyped. What follows is the whole snapshot.</p>
      </Callout>
    );
  const { state } = selection;
  const labels = appliedFilters(state, filterNames(undefined)).map(({ label }) => label);
  return (
    <Callout tone="neutral" title="The text refers to a selection">
      <p>
        Of {run.name}: {labels.length > 0 ? labels.join(', ') : 'all datapoints'}.{' '}
        <Link href={exploreAddress(selection.run) + exploreStateToSearch(state)}>Show these datapoints</Link>
        {changing(state)}.
      </p>
    </Callout>
  );
}
