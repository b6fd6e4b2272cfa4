'use client';

import { Callout } from '../../../components/callout/callout.tsx';
import { Choice } from '../../../components/choice.tsx';
import { NextRun } from '../../next-run/next-run.tsx';
import page from '../../../components/page.module.css';
import { initialExploreState, type ExploreState } from '../../../address/explore-state.ts';
import { messageOf } from '../../../graphql/api-error.ts';
import { shortRunId } from '../../../address/run-address.ts';
import { runCommand } from '../../../run-command.ts';
import type { Run } from '../../run/run-document.ts';
import type { Explored } from '../../../columns/cross-filter.ts';
import { ScatterBounds } from './scatter-bounds.tsx';
import { ScatterCaption } from './scatter-caption.tsx';
import { ScatterPlot } from '../../scatter/scatter-plot.tsx';
import type { SecondRun } from './use-second-run.ts';
import type { ScatterAxes } from '../../../charts/specs/scatter.ts';
import type { Filtered } from '../use-filtered.ts';
import type { Tags } from '../use-tags.ts';
import styles from './scatter-section.module.css';

interface Props {
  run: Run;
  /** Finished runs of the dataset, this one among them; undefined while they are on their way. */
  others: readonly { id: string; name: string }[] | undefined;
  /** Asks for them again. */
  retryOthers: () => void;
  secondRun: SecondRun;
  /** What the axes count; null while it is unknown whether scores may be compared. */
  axes: ScatterAxes | null;
  tags: Tags;
  ofClass: (index: number) => string;
  state: ExploreState;
  explored: Explored | null;
  filtered: Filtered | null;
  /** Whether scores could not be loaded; the page says so above, with a way to try again. */
  hasProblem: boolean;
  change: (change: Partial<ExploreState>) => void;
}

/** The scores of this run against those of another: each datapoint a point, a lasso to choose among them. */
export function ScatterSection(props: Props) {
  const { run, others, retryOthers, secondRun, state, change } = props;
  const { choices, name } = otherRuns(run, others, secondRun, state.against);
  const isAlone = others !== undefined && choices.length === 0;
  const { otherFrom, otherTo, lasso, axes } = initialExploreState;
  const choose = (id: string | null) => change({ against: id, otherFrom, otherTo, lasso, axes });
  return (
    <section className={`${page.card} ${styles.section}`} aria-labelledby="scatter">
      <div className={styles.bar}>
        <h2 id="scatter">Against another run</h2>
        {isAlone ? null : (
          <Choice
            label="Run"
            value={state.against ?? ''}
            options={{
              '': 'none',
              ...Object.fromEntries(choices.map(({ id, name: title }) => [shortRunId(id), title])),
            }}
            set={(id) => choose(id || null)}
          />
        )}
      </div>
      {isAlone ? <NoOtherRun run={run} ended={retryOthers} /> : null}
      {state.against === null ? null : secondRun.error ? (
        <Callout tone="caution" title="These two runs cannot be plotted together" isAlert>
          <p>
            {messageOf(secondRun.error)} The filters ignore it.{' '}
            <button type="button" onClick={() => choose(null)}>
              Choose another run
            </button>
          </p>
        </Callout>
      ) : (
        <>
          <ScatterCaption pair={secondRun.pair} state={state} />
          <Plot {...props} name={name} />
          <ScatterBounds names={[run.name, name]} state={state} change={change} />
        </>
      )}
    </section>
  );
}

/** The runs to choose from, and the name of the one chosen. */
function otherRuns(run: Run, others: Props['others'], { pair }: SecondRun, chosen: string | null) {
  const own = shortRunId(run.id);
  const siblings = (others ?? []).filter(({ id }) => shortRunId(id) !== own);
  const listed = siblings.find(({ id }) => shortRunId(id) === chosen);
  const name = (listed ?? pair?.runs[1])?.name ?? 'the other run';
  // A link may name a run that is too old for the list.
  return { name, choices: chosen === null || listed ? siblings : [...siblings, { id: chosen, name }] };
}

function NoOtherRun({ run, ended }: Pick<Props, 'run'> & { ended: () => void }) {
  const command = runCommand(run.dataset.slug, [run.estimator]);
  return (
    <>
      <p className={styles.hint}>This is the only finished run on {run.dataset.name}.</p>
      <NextRun
        dataset={run.dataset.slug}
        use="can be plotted against this one"
        className={styles.hint}
        ended={ended}
      >
        <p className={styles.hint}>
          A second run can be plotted against it
          {command ? (
            <>
              ; this starts one: <code>{command}</code>
            </>
          ) : (
            '.'
          )}
        </p>
      </NextRun>
    </>
  );
}

/** The plot itself, or why it is not there yet. */
function Plot({ name, ...props }: Props & { name: string }) {
  const { explored, filtered, axes, secondRun, hasProblem } = props;
  if (explored?.other && filtered && axes)
    return (
      <ScatterPlot
        {...props}
        name={name}
        explored={explored}
        failed={filtered.failed}
        positions={props.tags.positions}
        isSelecting
        axes={axes}
        isComparable={secondRun.pair?.cell.differingKeys.length === 0}
      />
    );
  if (hasProblem)
    return <p className={styles.hint}>The scores are missing. Try again above, or choose another run.</p>;
  return <div className={styles.space} role="status" aria-label="Loading the scatter plot" aria-busy />;
}
