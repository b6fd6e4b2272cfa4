'use client';

import { defaultMeasure, mean } from '@engram/core';
import Link from 'next/link';
import { runAddress } from '../../../address/run-address.ts';
import { intervalMarks } from '../../../charts/kinds/intervals.ts';
import { Strip } from '../../../charts/page/strip.tsx';
import { meanScoresSpec } from '../../../charts/specs/intervals.ts';
import { ChartTable } from '../../../components/chart-table/chart-table.tsx';
import chart from '../../../components/chart-table/chart-table.module.css';
import type { ColumnHead } from '../../../components/column-heads.tsx';
import page from '../../../components/page.module.css';
import table from '../../../components/table.module.css';
import { formatAmount, formatCoefficient, formatInterval, formatScore, joinFacts } from '../../../format.ts';
import { usePartQuery } from '../../../graphql/use-part-query.ts';
import { meanEffectMessage, runEffect } from '../../../messages/effect-message.ts';
import { meanScoreLabel } from '../../../messages/measure-labels.ts';
import { seedGroups } from '../../../messages/seed-groups.ts';
import { distanceLabel, readConfig } from '../config-facts.ts';
import type { Run } from '../run-document.ts';
import { SeedRunsDocument, seedRunsVariables, type SeedRun } from './seed-runs-document.ts';

const columns: readonly ColumnHead[] = [
  { title: 'Seed' },
  { title: 'Mean score and interval', kind: 'mark' },
  { title: 'Mean', kind: 'number' },
  { title: 'Interval', kind: 'number', isWide: true },
  { title: 'Reliability', kind: 'number', isWide: true },
];

/** The same configuration with other seeds: one pooled mean score, and how far the seeds lie apart; nothing for a single seed. */
export function SeedsSection({ run }: { run: Run }) {
  const { data } = usePartQuery(SeedRunsDocument, seedRunsVariables(run.dataset.slug, run.method.key));
  const group = seedGroups(
    data?.runs.nodes ?? [],
    (one) => one,
    ({ summary }) => summary?.meanScore,
  ).find(({ items }) => items.some(({ id }) => id === run.id));
  if (!group) return null;
  const { pooled, items } = group;
  const effect = pooledEffect(items);
  const config = readConfig(run.config);
  const distance = distanceLabel(config?.scoring) ?? 'the run’s distance';
  const { x, rows } = meanScoresSpec(items, distance);
  return (
    <section className={`${page.card} ${chart.section}`} aria-labelledby="seeds">
      <h2 id="seeds">The same configuration with other seeds</h2>
      <p>
        Mean score pooled over {formatAmount(pooled.seeds, 'seed')}:{' '}
        <strong>{formatScore(pooled.value)}</strong>, with a spread of {formatScore(pooled.spread)} (standard
        deviation over the seeds). {effect} A seed draws other masks, other encoders and other views. Runs by
        other versions of Engram are left out.
      </p>
      <ChartTable
        name="Table of the seeds"
        columns={columns}
        axis={x}
        label={meanScoreLabel(config?.scoring?.measure ?? defaultMeasure, distance)}
        className={chart.flush}
      >
        <tbody>
          {items.map((one, at) => (
            <tr key={one.id}>
              <th scope="row">
                <SeedName one={one} isHere={one.id === run.id} />
              </th>
              <td className={table.mark}>
                <Strip marks={intervalMarks(rows[at]!, x)} />
              </td>
              <td className={table.number}>{formatScore(one.summary?.meanScore)}</td>
              <td className={`${table.number} ${table.wide}`}>{formatInterval(one.summary?.interval)}</td>
              <td className={`${table.number} ${table.wide}`}>
                {formatCoefficient(one.summary?.spearmanBrown)}
              </td>
            </tr>
          ))}
        </tbody>
      </ChartTable>
    </section>
  );
}

/** Of all seeds together; null where the two means of one are not known. */
function pooledEffect(runs: readonly SeedRun[]): string | null {
  const sides = runs.flatMap(({ summary }) => summary?.meanAlignment ?? []);
  if (sides.length < runs.length) return null;
  return meanEffectMessage({
    measure: runs[0]!.measure,
    alignmentIn: mean(sides.map(({ alignmentIn }) => alignmentIn ?? NaN)),
    alignmentOut: mean(sides.map(({ alignmentOut }) => alignmentOut ?? NaN)),
  });
}

function SeedName({ one, isHere }: { one: SeedRun; isHere: boolean }) {
  const seed = readConfig(one.config)?.seed;
  const effect = runEffect(one);
  return (
    <>
      {isHere ? `${seed}, this run` : <Link href={runAddress(one.id)}>{seed}</Link>}
      <small>{joinFacts(one.name, ...(effect ? [effect] : []))}</small>
    </>
  );
}
