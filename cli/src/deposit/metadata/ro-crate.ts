import { nameOfAuthor, printableJson, printableLine, type Author } from '@engram/core';
import type { DepositFile } from '../deposit-folder.ts';
import { keywords, summaryOf, type SnapshotDescription } from '../describe-snapshot.ts';
import { typeOf } from './file-types.ts';

const metadataFile = 'ro-crate-metadata.json';

const personId = (author: Author, place: number): string =>
  author.orcid === null ? `#author-${place + 1}` : `https://orcid.org/${author.orcid}`;

function personOf(author: Author, place: number) {
  const name = printableLine(nameOfAuthor(author));
  if (author.given === null && author.orcid === null)
    return { '@id': personId(author, place), '@type': 'Organization', name };
  const { family, given } = author;
  const parts = given === null ? {} : { familyName: printableLine(family), givenName: printableLine(given) };
  return { '@id': personId(author, place), '@type': 'Person', name, ...parts };
}

/** Research Object Crate 1.1 (w3id.org/ro/crate/1.1): a flat JSON-LD graph of the folder and its files. */
export function roCrate(described: SnapshotDescription, files: readonly DepositFile[]): string {
  const { snapshot, url } = described;
  const { title, authors, license, hash, createdAt } = snapshot;
  const licenseId = license === null ? null : `https://spdx.org/licenses/${license}`;
  const graph = [
    {
      '@id': metadataFile,
      '@type': 'CreativeWork',
      conformsTo: { '@id': 'https://w3id.org/ro/crate/1.1' },
      about: { '@id': './' },
    },
    {
      '@id': './',
      '@type': 'Dataset',
      name: printableLine(title),
      description: printableLine(summaryOf(described)),
      datePublished: createdAt.toISOString(),
      identifier: `sha256:${hash}`,
      keywords: keywords.join(', '),
      ...(url !== null && { url }),
      license: licenseId === null ? 'No licence was given: ask the authors.' : { '@id': licenseId },
      ...(authors.length > 0 && {
        author: authors.map((author, place) => ({ '@id': personId(author, place) })),
      }),
      hasPart: files.map(({ name }) => ({ '@id': name })),
    },
    ...(licenseId === null
      ? []
      : [
          {
            '@id': licenseId,
            '@type': 'CreativeWork',
            name: license,
            description: `The licence that the list of SPDX names ${license}.`,
            url: licenseId,
          },
        ]),
    ...authors.map(personOf),
    ...files.map(({ name, sizeBytes }) => ({
      '@id': name,
      '@type': 'File',
      name,
      contentSize: String(sizeBytes),
      encodingFormat: typeOf(name),
    })),
  ];
  const unique = [...new Map(graph.map((entity) => [entity['@id'], entity])).values()];
  return `${printableJson({ '@context': 'https://w3id.org/ro/crate/1.1/context', '@graph': unique }, null, 2)}\n`;
}
