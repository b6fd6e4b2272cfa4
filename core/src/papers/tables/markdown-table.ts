import { printableLine } from '../../text/plain-text.ts';
import { scoreColumns } from './score-columns.ts';
import { cellsOf, confidenceOf, headOf, shortHash, type CellNumber, type ScoreTable } from './score-table.ts';

/** Text that Markdown shows as it is: CommonMark takes a backslash before any punctuation of ASCII. */
export const markdownText = (text: string): string =>
  printableLine(text).replaceAll(/[!-/:-@[-`{-~]/g, '\\$&');

/** With a minus sign, as the pages show it. */
const numberText = ({ text, link }: CellNumber): string => {
  const shown = text.replace('-', '−');
  return link === null ? shown : `[${shown}](${link})`;
};

const cellText = (numbers: readonly CellNumber[]): string =>
  numbers.length === 0 ? '–' : numbers.map(numberText).join(' to ');

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A table of scores in GitHub's Markdown, one below the other for several runs. */
export function markdownTable(table: ScoreTable): string {
  const { title, hash, url, columns, sections } = table;
  const heads = columns.map((column) => markdownText(scoreColumns[column].head(confidenceOf(table))));
  const bodies = sections.map((section) =>
    [
      markdownText(headOf(section)),
      '',
      line(heads),
      line(columns.map(() => '--:')),
      ...cellsOf(table, section).map((row) => line(row.map(cellText))),
    ].join('\n'),
  );
  const source = url === null ? '' : ` (<${encodeURI(url)}>)`;
  return `${markdownText(title)}: the datapoints with the highest memorization scores. Engram snapshot \`${shortHash(hash)}\`${source}.\n\n${bodies.join('\n\n')}\n`;
}
