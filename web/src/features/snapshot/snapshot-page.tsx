'use client';

import { useSearchParams } from 'next/navigation';
import { Trouble } from '../../components/callout/trouble.tsx';
import page from '../../components/page.module.css';
import { parseSelection, type Selection } from '../../address/snapshot-address.ts';
import { shortRunId } from '../../address/run-address.ts';
import { formatMoment } from '../../format.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { AmendForm } from './amend-form.tsx';
import { CitedSelection } from './cited-selection.tsx';
import { CopyableForms } from './copyable-forms.tsx';
import { SnapshotDocument, type SnapshotData } from './snapshot-documents.ts';
import { citationForms, methodsForms } from './snapshot-forms.ts';
import { queryHint, selectionQuery, snapshotQuery } from './snapshot-query.ts';
import { SnapshotEmbed } from './snapshot-embed.tsx';
import { SnapshotExperiments } from './snapshot-experiments.tsx';
import { SnapshotFigures } from './snapshot-figures.tsx';
import { SnapshotRuns } from './snapshot-runs.tsx';
import styles from './snapshot.module.css';

/** What a citation leads to: what the snapshot holds, how it was made, and how to cite it. */
export function SnapshotPage({ hash }: { hash: string }) {
  const { data, error } = useLiveQuery(SnapshotDocument, { hash });
  const params = useSearchParams();
  const selection = parseSelection(params);
  const snapshot = data?.snapshot;
  return (
    <main id="content" className={`${page.page} ${styles.page}`} tabIndex={-1}>
      <Trouble error={error} hasData={Boolean(snapshot)} />
      {snapshot ? <Found {...{ snapshot, selection }} figure={params.get('figure')} /> : null}
    </main>
  );
}

interface FoundProps {
  snapshot: SnapshotData;
  selection: Selection | null;
  /** Name of the figure that the address leads to. */
  figure: string | null;
}

function Found({ snapshot, selection, figure }: FoundProps) {
  const run = selection && snapshot.runs.find(({ id }) => shortRunId(id) === selection.run);
  const query = selection && run ? selectionQuery(snapshot.hash, selection) : snapshotQuery(snapshot.hash);
  const hint = queryHint(selection && run ? selection : null);
  return (
    <>
      <SnapshotHead snapshot={snapshot} />
      {selection ? <CitedSelection selection={selection} run={run ?? null} /> : null}
      <Section title="What it holds">
        <SnapshotRuns runs={snapshot.runs} />
      </Section>
      {snapshot.experiments.length > 0 ? (
        <Section title="Experiments">
          <SnapshotExperiments experiments={snapshot.experiments} />
        </Section>
      ) : null}
      <Section title="How it was made">
        <p className={styles.methods}>{snapshot.methods}</p>
        <CopyableForms label="Methods" forms={formsBeyondWords(snapshot)} />
      </Section>
      {snapshot.figures.length > 0 ? (
        <Section title="Figures">
          <SnapshotFigures hash={snapshot.hash} figures={snapshot.figures} shown={figure} />
        </Section>
      ) : null}
      <Section title="Tables">
        <CopyableForms
          label="Table"
          forms={{ LaTeX: snapshot.latexTable, Markdown: snapshot.markdownTable }}
        />
      </Section>
      <Section title="Citation">
        <CopyableForms label="Citation" forms={citationForms(snapshot)} />
        <AmendForm snapshot={snapshot} />
      </Section>
      <Section title="In another page">
        <SnapshotEmbed hash={snapshot.hash} figures={snapshot.figures} />
      </Section>
      <Section title="GraphQL query">
        <p className={styles.hint}>
          Send it to the API as <code>POST /graphql</code>. The hash pins it to these scores. {hint}
        </p>
        <CopyableForms label="Query" forms={{ GraphQL: query }} />
      </Section>
    </>
  );
}

function SnapshotHead({ snapshot }: { snapshot: SnapshotData }) {
  const { title, authors, createdAt, license, hash } = snapshot;
  return (
    <header className={styles.head}>
      <h1>{title}</h1>
      {authors.length > 0 ? (
        <p>
          {authors.map(({ name, orcid }, at) => (
            <span key={at}>
              {at > 0 ? ', ' : ''}
              {orcid ? <a href={`https://orcid.org/${orcid}`}>{name}</a> : name}
            </span>
          ))}
        </p>
      ) : null}
      <p className={styles.hint}>
        Engram snapshot of <time dateTime={createdAt}>{formatMoment(createdAt)}</time>
        {license ? `, licence ${license}` : ''}, SHA-256 <code>{hash}</code>
      </p>
    </header>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  const id = `snapshot-${title.toLowerCase().replaceAll(' ', '-')}`;
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** The words, which stand above already, come last. */
function formsBeyondWords(snapshot: Parameters<typeof methodsForms>[0]) {
  const { Words, ...rest } = methodsForms(snapshot);
  return { ...rest, Words };
}
