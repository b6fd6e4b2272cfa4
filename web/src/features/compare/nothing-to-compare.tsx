import Link from 'next/link';
import { NextRun } from '../next-run/next-run.tsx';
import page from '../../components/page.module.css';
import { runCommand } from '../../run-command.ts';
import type { Choice } from './choose-runs.ts';

interface Props {
  choice: Choice;
  dataset: string | null;
  /** Asks for the runs again. */
  retry: () => void;
}

/** What to do when there are fewer than two runs to compare. */
export function NothingToCompare({ choice, dataset, retry }: Props) {
  const { offered } = choice;
  const command = runCommand(
    dataset ?? choice.dataset?.slug,
    offered.map(({ estimator }) => estimator),
  );
  return (
    <section className={`${page.card} ${page.empty}`}>
      <h2>
        {offered.length > 1
          ? 'Choose a second run'
          : offered.length === 1
            ? 'Only one run has finished on this dataset'
            : 'No run has finished yet'}
      </h2>
      {offered.length > 1 ? (
        <p>A matrix takes at least two runs; choose them above.</p>
      ) : (
        <>
          <p>
            Rankings are compared between finished runs of one dataset
            {dataset === null ? '' : `, and '${dataset}' has ${offered.length}`}.
          </p>
          <NextRun
            dataset={dataset ?? choice.dataset?.slug ?? null}
            use={offered.length === 0 ? 'can be compared here with a second one' : 'can be compared here'}
            ended={retry}
          >
            {command ? (
              <>
                <p>{offered.length === 0 ? 'This makes one:' : 'Another run on it makes a pair:'}</p>
                <pre>
                  <code>{command}</code>
                </pre>
              </>
            ) : null}
          </NextRun>
          <p>
            <Link href="/">See all runs</Link>, or choose another dataset above.
          </p>
        </>
      )}
    </section>
  );
}
