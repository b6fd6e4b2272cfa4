'use client';

import Link from 'next/link';
import page from '../../components/page.module.css';
import { pairAddress } from '../../compare-address.ts';
import { initialExploreState, type ExploreState } from '../../explore-state.ts';
import { shortRunId } from '../../run-address.ts';
import type { Run } from '../run/run-document.ts';
import type { Explored } from './cross-filter.ts';
import { NumberField } from './number-field.tsx';
import { ScoreScatter } from './score-scatter.tsx';
import type { Selection } from './use-selection.ts';
import styles from './scatter-section.module.css';

interface Props {
  run: Run;
  /** Finished runs of the dataset, this one among them; undefined while they are on their way. */
  others: readonly { id: string; name: string }[] | undefined;
  state: ExploreState;
  explored: Explored | null;
  selection: Selection | null;
  change: (change: Partial<ExploreState>) => void;
}

/** No score lies outside of these, whatever the distance. */
const [lowest, highest] = [-1e9, 1e9];

/** The scores of this run against those of another: each datapoint a point, a lasso to choose among them. */
export function ScatterSection({ run, others, state, explored, selection, change }: Props) {
  const own = shortRunId(run.id);
  const choices = (others ?? []).filter(({ id }) => shortRunId(id) !== own);
  const name = choices.find(({ id }) => shortRunId(id) === state.against)?.name ?? 'the other run';
  const { against, otherFrom, otherTo, lasso } = initialExploreState;
  return (
    <section className={`${page.card} ${styles.section}`} aria-labelledby="scatter">
      <div className={styles.bar}>
        <h2 id="scatter">Against another run</h2>
        {others && choices.length === 0 ? null : (
          <label>
            Run
            <select
              value={state.against ?? ''}
              onChange={({ target }) =>
                change({ against: target.value || against, otherFrom, otherTo, lasso })
              }
            >
              <option value="">none</option>
              {choices.map(({ id, name: title }) => (
                <option key={id} value={shortRunId(id)}>
                  {title}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {others && choices.length === 0 ? (
        <p className={styles.hint}>
          This is the only finished run on {run.dataset.name}. A second one, such as{' '}
          <code>engram run mnist-vicreg</code>, can be laid against it.
        </p>
      ) : null}
      {state.against === null ? null : (
        <>
          {explored?.other && selection ? (
            <ScoreScatter
              x={explored.value}
              y={explored.other}
              failed={selection.failed}
              lasso={state.lasso}
              xTitle={`score in ${run.name}`}
              yTitle={`score in ${name}`}
              commit={(corners) => change({ lasso: corners })}
            />
          ) : (
            <div className={styles.space} aria-busy="true" />
          )}
          <div className={styles.fields}>
            <NumberField
              label={`Score in ${name}, at least`}
              value={state.otherFrom}
              low={lowest}
              high={highest}
              set={(value) => change({ otherFrom: value })}
            />
            <NumberField
              label="and at most"
              value={state.otherTo}
              low={lowest}
              high={highest}
              set={(value) => change({ otherTo: value })}
            />
            <button
              type="button"
              disabled={state.lasso.length === 0}
              onClick={() => change({ lasso: initialExploreState.lasso })}
            >
              Let go of the lasso
            </button>
            <Link href={pairAddress(own, state.against)}>How well the two agree</Link>
          </div>
        </>
      )}
    </section>
  );
}
