import { embedFootHeight, htmlLine, nameOfAuthor } from '@engram/core';
import type { RunRow, SnapshotRow } from '@engram/store';

/** Runs that a card lists; it names the number of the others. */
const maxRuns = 5;

/** Pixels of a card. */
export const cardSize = { width: 480, height: 320 };

const style = `
:root { color-scheme: light }
body { margin: 0; background: #fff; color: #1a1a1a; font: .875rem/1.4 system-ui, sans-serif }
svg { display: block; width: 100%; height: auto }
main.card { padding: .75rem 1rem 0 }
.card h1 { font-size: 1rem; margin: 0 0 .25rem; overflow-wrap: anywhere }
.figure h1 { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
p { margin: 0 0 .5rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .125rem .5rem .125rem 0; overflow-wrap: anywhere }
footer { box-sizing: border-box; height: ${embedFootHeight}px; padding: .5rem 1rem; overflow: hidden; white-space: nowrap; text-overflow: ellipsis }
a { color: #0b57d0 }`;

/**
 * What other pages may load of a snapshot in a frame: it runs nothing and asks for nothing. Its links open outside of the frame.
 * @param content elements that were made here
 */
function framedHtml({ title, hash }: SnapshotRow, content: string, query = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<base target="_blank">
<title>${htmlLine(title)} – Engram snapshot</title>
<style>${style}
</style>
</head>
<body>
${content}
<footer><a href="../${hash}${query}" title="${htmlLine(title)}">Engram snapshot ${hash.slice(0, 12)}</a>: ${htmlLine(title)}</footer>
</body>
</html>
`;
}

/** A figure for a frame. @param svg as the figures of this program are drawn, with its texts escaped */
export const figureEmbed = (
  snapshot: SnapshotRow,
  figure: { name: string; title: string },
  svg: string,
): string =>
  framedHtml(
    snapshot,
    `<main class="figure">
<h1>${htmlLine(figure.title)} – ${htmlLine(snapshot.title)}</h1>
${svg}
</main>`,
    `?figure=${figure.name}`,
  );

/** What a snapshot holds, for a frame. */
export function cardEmbed(snapshot: SnapshotRow, runs: readonly RunRow[]): string {
  const rows = runs.slice(0, maxRuns).map(({ name, summary }) => {
    const mean = summary ? summary.meanScore.toFixed(4) : '–';
    return `<tr><th scope="row">${htmlLine(name)}</th><td>${summary?.identifiableCount ?? 0}</td><td>${mean}</td></tr>`;
  });
  const more = runs.length - rows.length;
  const authors = snapshot.authors.map((author) => htmlLine(nameOfAuthor(author))).join(', ');
  return framedHtml(
    snapshot,
    `<main class="card">
<h1>${htmlLine(snapshot.title)}</h1>
${authors === '' ? '' : `<p>${authors}</p>\n`}<table>
<thead><tr><th scope="col">Run</th><th scope="col">Scores</th><th scope="col">Mean score</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
${more > 0 ? `<p>and ${more} more</p>\n` : ''}</main>`,
  );
}
