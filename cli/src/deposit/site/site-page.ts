import { htmlLine, htmlText, nameOfAuthor, printable } from '@engram/core';
import type { ListedFigure } from '../../figures/figure.ts';
import { datasetOf, dayOf, type SnapshotDescription } from '../describe-snapshot.ts';
import { scoreFilesOf } from '../score-files.ts';

export interface SitePage {
  described: SnapshotDescription;
  figures: readonly ListedFigure[];
  /** By the name of the file. */
  citations: Readonly<Record<string, string>>;
}

/** Scripts, styles and pictures come from this folder alone, and nothing is sent anywhere. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

const number = (value: number): string => value.toFixed(4).replace('-', '−');
const interval = (low: number | null, high: number | null): string =>
  low === null || high === null ? '–' : `[${number(low)}, ${number(high)}]`;

function runRows({ described }: SitePage): string {
  return described.runs
    .map((run, place) => {
      const { name, methodKey, estimatorKey, summary, scoredCount } = run;
      const files = scoreFilesOf(place);
      const cells = [
        htmlLine(datasetOf(described, run).name),
        `${htmlLine(methodKey)}, ${htmlLine(estimatorKey)}`,
        String(scoredCount),
        summary ? `${number(summary.meanScore)} ${interval(summary.low, summary.high)}` : '–',
        [files.csv, files.parquet]
          .map((file) => `<a href="${file}" download>${file.split('.')[1]}</a>`)
          .join(' '),
      ];
      return `<tr><th scope="row">${htmlLine(name)}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
    })
    .join('\n');
}

const figureOf = ({ name, title }: ListedFigure): string => `<figure>
<img src="figure-${name}.svg" alt="${htmlLine(title)}">
<figcaption>${htmlLine(title)}: <a href="figure-${name}.pdf" download>pdf</a> <a href="figure-${name}.csv" download>csv</a></figcaption>
</figure>`;

const citationOf = ([file, text]: [string, string], place: number): string =>
  `<details${place === 0 ? ' open' : ''}><summary>${file}</summary><pre tabindex="0" aria-label="${file}">${htmlText(printable(text))}</pre></details>`;

const explorer = `<section aria-labelledby="explore">
<h2 id="explore">Datapoints</h2>
<noscript><p>The explorer needs JavaScript; all scores are in the files above.</p></noscript>
<form id="filters" hidden>
<div><label for="run">Run</label><select id="run"></select></div>
<div><label for="class">Class</label><select id="class"></select></div>
<div><label for="min">Score from</label><input id="min" type="number" step="any"></div>
<div><label for="max">Score to</label><input id="max" type="number" step="any"></div>
<div><label for="order">Order</label><select id="order">
<option value="most">most memorized first</option>
<option value="least">least memorized first</option>
<option value="index">by index</option>
<option value="uncertain">widest interval first</option>
</select></div>
<div><label for="index">Index</label><input id="index" type="number" min="0" step="1"></div>
<button type="reset">Clear filters</button>
</form>
<p id="count" role="status"></p>
<ul id="results"></ul>
<nav id="pages" aria-label="Pages of datapoints" hidden><button type="button" id="previous">Previous page</button> <span id="page"></span> <button type="button" id="next">Next page</button></nav>
</section>
<dialog id="datapoint" aria-labelledby="datapoint-title"></dialog>`;

/** The page of a frozen site, complete but for the explorer, which its script fills. */
export function sitePage(site: SitePage): string {
  const { described, figures, citations } = site;
  const { snapshot, methodsText, url } = described;
  const { title, authors, hash, license, createdAt } = snapshot;
  const by = authors.map((author) => htmlLine(nameOfAuthor(author))).join(', ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${htmlLine(title)} – Engram snapshot</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="site.css">
</head>
<body>
<a class="skip-link" href="#explore">Skip to the datapoints</a>
<main>
<h1>${htmlLine(title)}</h1>
${by === '' ? '' : `<p>${by}</p>\n`}<p class="facts">Engram snapshot of ${dayOf(createdAt)}${license === null ? '' : `, ${htmlLine(license)}`}, SHA-256 <code>${hash}</code>${url === null ? '' : ` (<a href="${htmlText(url)}">${htmlText(url.replace(/\/s\/.*/, ''))}</a>)`}</p>
<section aria-labelledby="runs">
<h2 id="runs">Runs</h2>
<div class="wide" tabindex="0" role="region" aria-label="Table of the runs"><table>
<thead><tr><th scope="col">run</th><th scope="col">dataset</th><th scope="col">method, estimator</th><th scope="col">scores</th><th scope="col">mean, interval</th><th scope="col">files</th></tr></thead>
<tbody>
${runRows(site)}
</tbody>
</table></div>
</section>
${explorer}
${figures.length === 0 ? '' : `<section aria-labelledby="figures">\n<h2 id="figures">Figures</h2>\n<div class="figures">${figures.map(figureOf).join('\n')}</div>\n</section>\n`}<section aria-labelledby="methods">
<h2 id="methods">How the scores were made</h2>
${methodsText
  .split('\n\n')
  .map((text) => `<p>${htmlLine(text)}</p>`)
  .join('\n')}
</section>
<section aria-labelledby="citation">
<h2 id="citation">Citation</h2>
${Object.entries(citations).map(citationOf).join('\n')}
</section>
<section aria-labelledby="files">
<h2 id="files">Files</h2>
<p>This folder is a deposit, too: <a href="README.md">README.md</a> says what each file holds, and <code>engram snapshot verify</code> computes every hash again.</p>
</section>
</main>
<script src="site-data.js"></script>
<script src="site.js"></script>
</body>
</html>
`;
}
