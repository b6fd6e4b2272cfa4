import { figureFormats, htmlLine, htmlText, methodsText, nameOfAuthor, type Verdict } from '@engram/core';
import type { DatasetRow, ExperimentRow, RunRow, SnapshotRow, StoredStatement } from '@engram/store';
import { biblatexOf, bibtexOf } from '../citation/bibtex.ts';
import { cffOf } from '../citation/cff.ts';
import { cslJsonOf } from '../citation/csl-json.ts';
import { risOf } from '../citation/ris.ts';
import { workOfSnapshot } from '../citation/snapshot-item.ts';
import { methodsOfRuns } from './run-methods.ts';

export const pageStyle = `
:root { color-scheme: light dark; background: light-dark(#ffffff, #14161a); color: light-dark(#1c1f26, #e9eaed) }
a { color: light-dark(#1f5c9e, #85b8f0) }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem }
code, pre { overflow-wrap: anywhere }
pre { white-space: pre-wrap; padding: .75rem; border: 1px solid; border-radius: .25rem; user-select: all }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .25rem .5rem .25rem 0 }
@media (max-width: 30rem) { th, td { font-size: .8rem } td:nth-child(-n + 2) { overflow-wrap: anywhere } }
@media print {
  :root { color-scheme: light }
  body { margin: 0; max-width: none; font-size: 10pt }
  details { display: none }
  a { color: inherit }
  a[href]::after { content: " (" attr(href) ")"; font-size: 8pt }
  tr, pre { break-inside: avoid }
}`;

const interval = (low: number | null, high: number | null): string =>
  low === null || high === null ? '–' : `[${low.toFixed(4)}, ${high.toFixed(4)}]`;

function rowOf({ id, name, methodKey, estimatorKey, summary, codeVersion }: RunRow, scores: string): string {
  const links = ['parquet', 'csv', 'json'].map(
    (format) => `<a href="${scores}/${id}.${format}">${format}</a>`,
  );
  const cells = [
    `<strong>${htmlLine(name)}</strong><br><code>${htmlLine(codeVersion)}</code>`,
    `${htmlLine(methodKey)}, ${htmlLine(estimatorKey)}`,
    String(summary?.identifiableCount ?? 0),
    summary ? `${summary.meanScore.toFixed(4)}<br>${interval(summary.low, summary.high)}` : '–',
    links.join(', '),
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function citations(snapshot: SnapshotRow, url: string | null): string {
  const work = workOfSnapshot({ ...snapshot, url });
  const forms: [string, string][] = [
    ['BibTeX', bibtexOf(work)],
    ['BibLaTeX', biblatexOf(work)],
    ['RIS', risOf(work).replaceAll('\r\n', '\n')],
    ['CSL-JSON', cslJsonOf([work])],
    ['CITATION.cff', cffOf(work, snapshot.hash)],
  ];
  return forms
    .map(
      ([name, text], i) =>
        `<details${i === 0 ? ' open' : ''}><summary>${name}</summary><pre tabindex="0">${htmlText(text)}</pre></details>`,
    )
    .join('\n');
}

/** The runs with their mean scores. @param scores address below which all scores of each lie */
export const runTable = (runs: readonly RunRow[], scores: string): string => `<table>
<thead><tr><th>Run, code</th><th>Method, estimator</th><th>Scores</th><th>Mean score, interval</th><th>All scores</th></tr></thead>
<tbody>
${runs.map((run) => rowOf(run, scores)).join('\n')}
</tbody>
</table>`;

export function methods(runs: readonly RunRow[], datasets: readonly DatasetRow[]): string {
  const all = methodsOfRuns(runs, datasets);
  return all
    .map(({ runs: alike, parts }) => {
      const names = alike.map(({ name }) => htmlLine(name)).join(', ');
      return `${all.length > 1 ? `<h3>${names}</h3>\n` : ''}<p>${htmlLine(methodsText(parts))}</p>`;
    })
    .join('\n');
}

export interface ListedFigure {
  name: string;
  title: string;
}

function figureList(hash: string, figures: readonly ListedFigure[]): string {
  if (figures.length === 0) return '';
  const items = figures.map(({ name, title }) => {
    const links = figureFormats.map(
      (format) => `<a href="../snapshot/${hash}/figures/${name}.${format}">${format}</a>`,
    );
    return `<li>${htmlLine(title)}: ${links.join(', ')}</li>`;
  });
  return `<h2>Figures</h2>\n<ul>\n${items.join('\n')}\n</ul>\n`;
}

const verdictTexts: Record<Verdict, string> = {
  HOLDS: 'Holds',
  DOES_NOT_HOLD: 'Does not hold',
  CANNOT_BE_TOLD: 'Cannot be told',
  NOT_APPLICABLE: 'Not applicable',
};

const numberOf = (value: number | null): string => (value === null ? '–' : value.toFixed(4));

export function experimentList({
  experiments,
  statements,
}: Pick<SnapshotContent, 'experiments' | 'statements'>): string {
  if (experiments.length === 0) return '';
  const each = experiments.map(({ id, name, kind }) => {
    const items = statements
      .filter(({ experimentId }) => experimentId === id)
      .map(
        ({ claim, verdict, estimate, low, high }) =>
          `<li>${verdictTexts[verdict]}: ${htmlLine(claim)} (${numberOf(estimate)}, ${interval(low, high)})</li>`,
      );
    return `<h3>${htmlLine(name)} (${htmlLine(kind)})</h3>\n<ul>\n${items.join('\n')}\n</ul>`;
  });
  return `<h2>Experiments</h2>\n${each.join('\n')}\n`;
}

/** What a snapshot holds, in its order. */
export interface SnapshotContent {
  runs: readonly RunRow[];
  /** Those of the runs. */
  datasets: readonly DatasetRow[];
  experiments: readonly ExperimentRow[];
  /** Those of the experiments. */
  statements: readonly StoredStatement[];
  figures: readonly ListedFigure[];
}

/** The page of a snapshot. It loads nothing and runs nothing; what can be copied is selected by one click. */
export function snapshotHtml(snapshot: SnapshotRow, content: SnapshotContent, publicUrl: string): string {
  const { runs, datasets, figures } = content;
  const { hash, title, authors, license, createdAt } = snapshot;
  const query = `{ snapshot(hash: "${hash}") { title authors { name orcid } license runs { name summary { meanScore interval { low high } } } experiments { name statements { claim verdict estimate low high } } methods bibliography latexTable } }`;
  const by =
    authors.length === 0
      ? ''
      : `<p>${authors.map((author) => htmlLine(nameOfAuthor(author))).join(', ')}</p>\n`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${htmlLine(title)} – Engram snapshot</title>
<style>${pageStyle}
</style>
</head>
<body>
<main>
<h1>${htmlLine(title)}</h1>
${by}<p>Engram snapshot of <time>${createdAt.toISOString()}</time>, SHA-256 <code>${hash}</code>.${license === null ? '' : ` License: ${htmlLine(license)}.`}</p>
<h2>Runs</h2>
${runTable(runs, '../export/runs')}
${experimentList(content)}<h2>Methods</h2>
${methods(runs, datasets)}
${figureList(hash, figures)}<h2>Citation</h2>
${citations(snapshot, publicUrl === '' ? null : `${publicUrl}/s/${hash}`)}
<h2>Query</h2>
<p>The same by GraphQL, as <code>POST /graphql</code>:</p>
<pre tabindex="0">${htmlText(query)}</pre>
</main>
</body>
</html>
`;
}
