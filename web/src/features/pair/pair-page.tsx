'use client';

import Link from 'next/link';
import { ApiUnavailable } from '../../components/callout/api-unavailable.tsx';
import { Callout } from '../../components/callout/callout.tsx';
import page from '../../components/page.module.css';
import { ErrorCallout } from '../../components/callout/error-callout.tsx';
import { differingSettings } from '../../messages/comparability-messages.ts';
import { compareStateToSearch, initialCompareState } from '../../address/compare-state.ts';
import { labelsOf, withLabels } from '../../messages/run-labels.ts';
import { isUnavailable } from '../../graphql/api-error.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { pairStateToSearch, parsePairState, type PairState } from '../../address/pair-state.ts';
import { useUrlState } from '../../address/use-url-state.ts';
import { PairDisagreements } from './pair-disagreements.tsx';
import { PairDocument, type PairData, type PairRun } from './pair-documents.ts';
import { PairHead } from './pair-head.tsx';
import { PairNumbers } from './pair-numbers.tsx';
import { pairVariables } from './pair-variables.ts';
import { pairVerdict, type RankingOf } from './pair-verdict.ts';
import styles from './pair-page.module.css';

/** Two runs side by side: how far they agree, what a disagreement is worth, and where they disagree. */
export function PairPage({ a, b }: { a: string; b: string }) {
  const [state, change] = useUrlState(parsePairState, pairStateToSearch);
  const { data, error } = useLiveQuery(PairDocument, pairVariables(a, b, state));
  const cell = data?.agreement?.cells[0];
  const runs = data ? labelledPair(data) : null;
  return (
    <main id="content" className={page.page} tabIndex={-1}>
      {runs ? (
        <PairHead runs={runs} address={matrixAddress(runs[0], state)} classes={state.classes} />
      ) : (
        <h1>Two runs compared</h1>
      )}
      {isUnavailable(error) ? (
        <ApiUnavailable hasData={Boolean(cell)} />
      ) : error ? (
        <>
          <ErrorCallout error={error} />
          <p className={styles.next}>
            <Link href="/compare">Choose two runs that can be compared</Link>
          </p>
        </>
      ) : null}
      {runs && cell && data ? (
        <>
          <PairNumbers cell={cell} runs={runs} />
          <Verdict data={data} runs={runs} />
          <PairDisagreements runs={runs} cell={cell} state={state} change={change} />
        </>
      ) : error ? null : (
        <div className={styles.skeleton} role="status" aria-label="Loading the comparison" />
      )}
    </main>
  );
}

/** The two by labels that tell them apart, where they have one name. */
function labelledPair({ a, b }: PairData): readonly [PairRun, PairRun] | null {
  if (!a || !b) return null;
  const [first, second] = withLabels([a, b]);
  return [first!, second!];
}

const matrixAddress = (run: PairRun, state: PairState) =>
  `/compare${compareStateToSearch({ ...initialCompareState, ...state, dataset: run.dataset.slug })}`;

const rankingOf = ({ name, summary }: PairRun): RankingOf => ({
  name,
  ranking: summary?.ranking ?? 'UNKNOWN',
  reliability: summary?.spearmanBrown ?? null,
});

function Verdict({ data, runs }: { data: PairData; runs: readonly [PairRun, PairRun] }) {
  const [cell] = data.agreement.cells;
  const { differingKeys } = cell!;
  const { tone, title, text } = pairVerdict(rankingOf(runs[0]), rankingOf(runs[1]), cell!);
  return (
    <div className={styles.callouts}>
      <Callout tone={tone} title={title}>
        <p>{text}</p>
      </Callout>
      {labelsOf(runs).some(({ repeats }) => repeats !== null) ? (
        <Callout tone="neutral" title="The same configuration and seed twice">
          <p>
            They say the same unless the program changed in between: their agreement is no evidence of
            anything.
          </p>
        </Callout>
      ) : null}
      {differingKeys.length > 0 ? (
        <Callout tone="neutral" title="Compare ranks, not values">
          <p>
            The scores of these runs differ in {differingSettings(differingKeys)}. Their values are shown side
            by side, but only ranks and percentiles say which datapoint is memorized more.
          </p>
        </Callout>
      ) : null}
    </div>
  );
}
