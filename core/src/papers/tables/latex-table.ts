import { printableLine } from '../../text/plain-text.ts';
import { latexText } from '../latex-text.ts';
import { scoreColumns } from './score-columns.ts';
import { cellsOf, confidenceOf, headOf, shortHash, type CellNumber, type ScoreTable } from './score-table.ts';

/** A column of siunitx with the digits before and after the decimal point that it must hold; a plain one for other cells. */
function columnOf(cells: readonly (readonly CellNumber[])[]): string {
  if (cells.some((cell) => cell.length > 1 || cell.some(({ link }) => link !== null))) return 'c';
  const numbers = cells.flat().map(({ text }) => text);
  const parts = numbers.map((number) => number.replace('-', '').split('.'));
  const sign = numbers.some((number) => number.startsWith('-')) ? '-' : '';
  const whole = Math.max(1, ...parts.map(([digits]) => digits!.length));
  const decimals = Math.max(0, ...parts.map(([, digits]) => digits?.length ?? 0));
  return `S[table-format=${sign}${whole}.${decimals}]`;
}

const numberText = ({ text, link }: CellNumber): string =>
  link === null ? `\\num{${text}}` : `\\href{${link.replaceAll('&', '\\&')}}{\\num{${text}}}`;

function cellText(numbers: readonly CellNumber[]): string {
  const [first] = numbers;
  if (!first) return '{--}';
  if (numbers.length > 1) return `{[${numbers.map(numberText).join(', ')}]}`;
  return first.link === null ? first.text : `{${numberText(first)}}`;
}

/** Braces keep text out of siunitx' hands. */
const textCell = (text: string): string => `{${latexText(text)}}`;

/** A table of scores in LaTeX; needs the packages booktabs and siunitx. */
export function latexTable(table: ScoreTable): string {
  const { title, hash, url, columns, sections } = table;
  const short = shortHash(hash);
  const bodies = sections.map((section) => cellsOf(table, section));
  const rows = bodies.flat();
  const format = columns.map((_, at) => columnOf(rows.map((row) => row[at]!))).join(' ');
  const heads = columns.map((column) => textCell(scoreColumns[column].head(confidenceOf(table))));
  const body = sections.flatMap((section, at) => [
    '\\midrule',
    `\\multicolumn{${columns.length}}{l}{${latexText(headOf(section))}} \\\\`,
    ...bodies[at]!.map((row) => `${row.map(cellText).join(' & ')} \\\\`),
  ]);
  return [
    `% Needs \\usepackage{booktabs,siunitx${table.hasLinks ? ',hyperref' : ''}}`,
    ...(url === null ? [] : [`% ${printableLine(encodeURI(url))}`]),
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${latexText(title)}: the datapoints with the highest memorization scores. Engram snapshot \\texttt{${short}}.}`,
    `  \\label{tab:engram-${short}}`,
    `  \\begin{tabular}{${format}}`,
    ...['\\toprule', `${heads.join(' & ')} \\\\`, ...body, '\\bottomrule'].map((line) => `    ${line}`),
    '  \\end{tabular}',
    '\\end{table}',
    '',
  ].join('\n');
}
