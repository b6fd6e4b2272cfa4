import { htmlLine } from '@engram/core';
import type { ReviewLinkRow, SnapshotRow } from '@engram/store';
import {
  experimentList,
  methods,
  pageStyle,
  runTable,
  type ListedFigure,
  type SnapshotContent,
} from '../snapshot-html.ts';

const figureStyle = `
img { max-width: 100%; background: #fff }
figure { margin: 1rem 0 }`;

const page = (title: string, content: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${htmlLine(title)}</title>
<style>${pageStyle}${figureStyle}
</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;

const figureOf =
  (base: string) =>
  ({ name, title }: ListedFigure): string =>
    `<figure><img src="${base}/figures/${name}.svg?width=6.75" alt="${htmlLine(title)}" loading="lazy">
<figcaption>${htmlLine(title)}: <a href="${base}/figures/${name}.pdf?width=6.75">pdf</a>, <a href="${base}/figures/${name}.csv">csv</a></figcaption></figure>`;

/**
 * A snapshot for who reviews it: without authors, licence and citation, and without links that lead to them.
 * @param content in which nobody is named but as somebody wrote names into titles
 */
export function reviewHtml(
  link: ReviewLinkRow,
  { hash, title }: SnapshotRow,
  content: SnapshotContent,
): string {
  const base = link.id;
  const figures =
    content.figures.length === 0
      ? ''
      : `<h2>Figures</h2>\n${content.figures.map(figureOf(base)).join('\n')}\n`;
  return page(
    `${title} – for review`,
    `<h1>${htmlLine(title)}</h1>
<p>Shown for review: authors and citation are left out, and the link ends on <time>${link.expiresAt.toISOString().slice(0, 10)}</time>.</p>
<p>Engram snapshot, SHA-256 <code>${hash}</code>. The hash is made of the results alone, so that it stays the same when the authors are named.</p>
<h2>Runs</h2>
${runTable(content.runs, `${base}/scores`)}
${experimentList(content)}<h2>Methods</h2>
${methods(content.runs, content.datasets)}
${figures}`,
  );
}

/** What a link that is not good any more shows, whatever the reason: that would tell which links there are. */
export const endedReviewHtml = (): string =>
  page(
    'Link for review',
    `<h1>This link for review shows nothing</h1>
<p>It is incomplete, has expired, was revoked, or was opened in another browser. Open the whole link as you were given it, or ask whoever gave it to you for another.</p>`,
  );
