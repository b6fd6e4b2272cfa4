'use client';

import { placeMarks } from '../../../charts/kinds/profiles.ts';
import { DataTable } from '../../../charts/page/data-table.tsx';
import { Legend } from '../../../charts/page/legend.tsx';
import { Strip } from '../../../charts/page/strip.tsx';
import { tableOf } from '../../../charts/registry.ts';
import { layersSpec, type ProfilesSpec } from '../../../charts/specs/profiles.ts';
import { ChartTable } from '../../../components/chart-table/chart-table.tsx';
import chart from '../../../components/chart-table/chart-table.module.css';
import type { ColumnHead } from '../../../components/column-heads.tsx';
import page from '../../../components/page.module.css';
import table from '../../../components/table.module.css';
import { formatFraction, formatInterval, formatScore } from '../../../format.ts';
import { usePartQuery } from '../../../graphql/use-part-query.ts';
import { configFacts, distanceLabel, readConfig } from '../config-facts.ts';
import type { Run } from '../run-document.ts';
import styles from './findings.module.css';
import { comparableRuns } from './comparable-runs.ts';
import type { Layer } from './findings-document.ts';
import { layersMessage, profileNames } from './layer-messages.ts';
import { LayerRunsDocument, layerRunsVariables } from './layer-runs-document.ts';

const columns = (confidence: number): ColumnHead[] => [
  { title: 'Layer' },
  { title: `Mean score and ${formatFraction(confidence)} interval`, kind: 'mark' },
  { title: 'Mean', kind: 'number', className: styles.roomy },
  { title: 'Interval', kind: 'number', isWide: true },
  { title: 'Relative mean', kind: 'number' },
];

/** The mean score of every layer, the input above, beside comparable runs by other methods: chart and table in one. */
export function LayersSection({ run, layers }: { run: Run; layers: readonly Layer[] }) {
  const { data } = usePartQuery(LayerRunsDocument, layerRunsVariables(run.dataset.slug));
  const { confidence } = configFacts(run.config);
  const own = { ...run, layers };
  const others = comparableRuns(own, data?.runs.nodes ?? []);
  const names = profileNames([own, ...others]);
  const spec = layersSpec({
    runs: [own, ...others].map((one, at) => ({ name: names[at]!, layers: one.layers })),
    confidence,
    distance: distanceLabel(readConfig(run.config)?.scoring) ?? 'the run’s distance',
  });
  return (
    <section className={`${page.card} ${chart.section}`} aria-labelledby="layers">
      <h2 id="layers">Score by layer</h2>
      <p>{layersMessage(layers, others.length)}</p>
      {others.length > 0 ? <Legend entries={spec.legend} /> : null}
      <ChartTable
        name="Table of the layers"
        columns={columns(confidence)}
        axis={spec.x}
        className={chart.flush}
      >
        <tbody>
          {layers.map((layer, place) => (
            <LayerRow key={layer.layer} layer={layer} spec={spec} place={place} />
          ))}
        </tbody>
      </ChartTable>
      {others.length > 0 ? <DataTable {...tableOf(spec)} /> : null}
    </section>
  );
}

function LayerRow({ layer, spec, place }: { layer: Layer; spec: ProfilesSpec; place: number }) {
  return (
    <tr>
      <th scope="row">{layer.layer}</th>
      <td className={table.mark}>
        <Strip marks={placeMarks(spec, place)} lines={spec.profiles.length} />
      </td>
      <td className={`${table.number} ${styles.roomy}`}>{formatScore(layer.mean)}</td>
      <td className={`${table.number} ${table.wide}`}>{formatInterval(layer)}</td>
      <td className={table.number}>{formatScore(layer.relativeMean)}</td>
    </tr>
  );
}
