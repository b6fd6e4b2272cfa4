import { htmlLine, printableJson, printableLine } from '@engram/core';
import { dayOf, keywords, sortedName, summaryOf, type SnapshotDescription } from '../describe-snapshot.ts';

/** What Zenodo's API takes as the metadata of a deposition (developers.zenodo.org, "Deposit metadata"). */
export function zenodoMetadata(described: SnapshotDescription): string {
  const { snapshot, methodsText, url } = described;
  const creators =
    snapshot.authors.length === 0
      ? [{ name: 'anonymous' }]
      : snapshot.authors.map((author) => ({
          name: printableLine(sortedName(author)),
          ...(author.orcid !== null && { orcid: author.orcid }),
        }));
  const paragraphs = [summaryOf(described), ...methodsText.split('\n\n')];
  const metadata = {
    title: printableLine(snapshot.title),
    upload_type: 'dataset',
    publication_date: dayOf(snapshot.createdAt),
    creators,
    description: paragraphs.map((text) => `<p>${htmlLine(text)}</p>`).join(''),
    access_right: 'open',
    ...(snapshot.license !== null && { license: snapshot.license.toLowerCase() }),
    keywords,
    version: snapshot.hash,
    ...(url !== null && { related_identifiers: [{ identifier: url, relation: 'isAlternateIdentifier' }] }),
  };
  return `${printableJson({ metadata }, null, 2)}\n`;
}
