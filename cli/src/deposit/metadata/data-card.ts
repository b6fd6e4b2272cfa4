import { citationOf, markdownText, nameOfAuthor, shortHash, type Reference } from '@engram/core';
import { scores } from '@engram/store';
import { datasetOf, dayOf, summaryOf, type SnapshotDescription } from '../describe-snapshot.ts';
import { depositColumns, scoreFilesOf } from '../score-files.ts';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The same in every deposit. */
const explanation = `What a score says depends on the measure of its run, as told above. It is an estimate: use its interval. It is
no measure of what somebody could extract from an encoder.

## Files

- \`snapshot.json\`: hashes, code versions and configurations of the runs, authors and licence.
- \`scores-*.jsonl\`: a score a line, as canonical JSON (sorted keys, no white space). This is what the hash covers.
- \`scores-*.parquet\`, \`scores-*.csv\`: the same scores; \`series.csv\`: scores layer by layer, where a measure has layers.
- \`thumbnails-*.zip\`: a picture of each datapoint, where they come along.
- \`records.jsonl\`: all other rows of the database, which \`engram snapshot import\` stores.
- \`citation.*\`, \`CITATION.cff\`, \`references.bib\`, \`methods.tex\`: for a paper. \`CHECKLIST.md\`: how to reproduce the scores.
- \`metadata.json\` (Zenodo), \`ro-crate-metadata.json\` (RO-Crate 1.1), \`croissant.json\` (Croissant 1.0), \`SHA256SUMS\`.

## To verify it

\`sha256sum -c SHA256SUMS\` checks the files, \`engram snapshot verify DIR\` everything. The hash of a run is the SHA-256 of
\`{"codeVersion":…,"config":…,"dataset":…,"scores":[…]}\` in canonical JSON, with the lines of its \`.jsonl\` joined by commas as scores. The hash of the snapshot is the SHA-256 of
\`{"runs":[…],"version":1}\` with the sorted hashes of its runs, where these found nothing but scores. Otherwise it is that of
\`{"experiments":[…],"runs":[{"content":…,"findings":…},…],"version":2}\`, with the hashes of experiments and, as findings, those of series and units
that \`snapshot.json\` names; \`engram snapshot verify\` computes them from \`records.jsonl\`.
`;

/** `README.md`: what the deposit holds, how it was made, and how it is cited. @param papers that its users owe */
export function dataCard(
  described: SnapshotDescription,
  papers: readonly Reference[],
  bibtex: string,
): string {
  const { snapshot, runs, datasets, methodsText, file } = described;
  const by = snapshot.authors.map(nameOfAuthor).join('; ');
  const fence = '`'.repeat(Math.max(3, ...[...bibtex.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  return `# ${markdownText(snapshot.title)}

${markdownText(summaryOf(described))}

- Authors: ${by === '' ? 'nobody was named' : markdownText(by)}
- Licence of the scores: ${markdownText(snapshot.license ?? 'none was given; ask the authors')}
- Published: ${dayOf(snapshot.createdAt)}
- Pictures of datapoints: ${file.pixels ? 'thumbnails come along' : 'left out; datapoints are named by their hashes'}

## Runs

${row(['files', 'run', 'dataset', 'method', 'estimator', 'encoders', 'scores', 'code'])}
${row(Array.from({ length: 8 }, () => '---'))}
${runs
  .map((run, place) =>
    row(
      [
        scoreFilesOf(place).csv.replace('.csv', ''),
        run.name,
        datasetOf(described, run).name,
        run.methodKey,
        run.estimatorKey,
        String(run.encoderCount),
        String(run.scoredCount),
        run.codeVersion,
      ].map(markdownText),
    ),
  )
  .join('\n')}

## Datasets

${datasets
  .map(
    ({ name, datapointCount, license, citation, contentHash }) =>
      `- ${markdownText(name)}: ${datapointCount} datapoints, content hash ${markdownText(contentHash)}, licence ${license === null ? 'unknown' : markdownText(license)}.` +
      (citation === null ? '' : ` ${markdownText(citation)}`),
  )
  .join('\n')}

The datasets themselves are not part of this deposit, and their own licences apply to pictures of datapoints.

## How the scores were made

${methodsText.split('\n\n').map(markdownText).join('\n\n')}

## Columns of the scores

${row(['column', 'meaning'])}
${row(['---', '---'])}
${depositColumns.map((name) => row([`\`${name}\``, markdownText(name === 'className' ? 'Name of the latent class.' : scores.scoreFields[name].meaning)])).join('\n')}

${explanation}
## Citation

${fence}bibtex
${bibtex}${fence}

Papers that these scores rest on:

${papers.map((paper) => `- ${markdownText(citationOf(paper))}`).join('\n') || '- none that Engram knows of'}

Engram snapshot \`${shortHash(snapshot.hash)}\`.
`;
}
