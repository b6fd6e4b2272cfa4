import { printableJson, printableLine } from '@engram/core';
import { latexText } from './latex-text.ts';

/** What is cited: numbers named by their hash. */
export interface Citation {
  hash: string;
  title: string;
  createdAt: Date;
  /** In full; null when the server does not know its public address. */
  url: string | null;
}

/** Enough of a hash to find it again among the snapshots of a group. */
export const shortHash = (hash: string): string => hash.slice(0, 12);

/** Nobody knows here whose work it is: to be replaced by names. */
const creator = 'The creators of this snapshot';

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** A BibTeX entry; the address is set in `howpublished`, which every style prints, when it is known. */
export function bibtexOf({ hash, title, createdAt, url }: Citation): string {
  const fields: [string, string][] = [
    ['author', `{${creator}}`],
    ['title', `{${latexText(title)}}`],
    ['year', String(createdAt.getUTCFullYear())],
    ['month', String(createdAt.getUTCMonth() + 1)],
    ['note', `Engram snapshot, SHA-256 ${hash}`],
    ...(url ? [['url', url] as [string, string]] : []),
  ];
  const lines = fields.map(([name, value]) => `  ${name} = {${value}},`);
  return [`@misc{engram-${shortHash(hash)},`, ...lines, '}', ''].join('\n');
}

/** A RIS record of type DATA. */
export function risOf({ hash, title, createdAt, url }: Citation): string {
  const lines: [string, string][] = [
    ['TY', 'DATA'],
    ['TI', printableLine(title)],
    ['AU', creator],
    ['PY', String(createdAt.getUTCFullYear())],
    ['DA', dayOf(createdAt).replaceAll('-', '/')],
    ['AN', hash],
    ['N1', `Engram snapshot, SHA-256 ${hash}`],
    ...(url ? [['UR', url] as [string, string]] : []),
    ['ER', ''],
  ];
  // RIS wants CR LF.
  return lines.map(([tag, value]) => `${tag}  - ${value}\r\n`).join('');
}

/** A CITATION.cff file, version 1.2.0. JSON's strings are YAML's, too. */
export function cffOf({ hash, title, createdAt, url }: Citation): string {
  const text = (value: string): string => printableJson(value);
  return [
    'cff-version: 1.2.0',
    'message: "If you use these scores, please cite them as below."',
    'type: dataset',
    `title: ${text(title)}`,
    'authors:',
    `  - name: ${text(creator)}`,
    `date-released: "${dayOf(createdAt)}"`,
    `version: "${shortHash(hash)}"`,
    'identifiers:',
    '  - type: other',
    `    value: "sha256:${hash}"`,
    '    description: "Hash over configuration, code version, dataset and all scores of each run"',
    ...(url ? [`url: ${text(url)}`] : []),
    '',
  ].join('\n');
}
