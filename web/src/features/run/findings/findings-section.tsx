'use client';

import { usePartQuery } from '../../../graphql/use-part-query.ts';
import type { Run } from '../run-document.ts';
import { CorrelationsSection } from './correlations-section.tsx';
import { FindingsDocument, findingsVariables } from './findings-document.ts';
import { LayersSection } from './layers-section.tsx';
import { UnitsSection } from './units-section.tsx';

/** What the measure of a run found beside one score a datapoint; nothing where it found nothing of the kind. */
export function FindingsSection({ id, run }: { id: string; run: Run }) {
  const { data } = usePartQuery(FindingsDocument, findingsVariables(id));
  if (!data?.run) return null;
  const { layers, units, correlations } = data.run;
  return (
    <>
      {layers.length > 0 ? <LayersSection run={run} layers={layers} /> : null}
      {units.length > 0 ? <UnitsSection run={run} units={units} /> : null}
      {correlations.length > 0 ? <CorrelationsSection correlations={correlations} /> : null}
    </>
  );
}
