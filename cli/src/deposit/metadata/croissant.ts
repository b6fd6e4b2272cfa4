import { nameOfAuthor, printableJson, printableLine } from '@engram/core';
import { scores } from '@engram/store';
import type { DepositFile } from '../deposit-folder.ts';
import { keywords, summaryOf, type SnapshotDescription } from '../describe-snapshot.ts';
import { depositColumns, scoreFilesOf } from '../score-files.ts';
import { typeOf } from './file-types.ts';

/** The context of Croissant 1.0 (docs.mlcommons.org/croissant/docs/croissant-spec.html, appendix 1). */
const context = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  cr: 'http://mlcommons.org/croissant/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataBiases: 'cr:dataBiases',
  dataCollection: 'cr:dataCollection',
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileObject: 'cr:fileObject',
  fileProperty: 'cr:fileProperty',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  path: 'cr:path',
  personalSensitiveInformation: 'cr:personalSensitiveInformation',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  sc: 'https://schema.org/',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
};

/** Croissant demands an address. Where the page of the snapshot has none that is known, the hash is one (RFC 6920). */
const namedBy = (hash: string): string => `ni:///sha-256;${Buffer.from(hash, 'hex').toString('base64url')}`;

const dataTypes = { Int32: 'sc:Integer', Float64: 'sc:Float', Bool: 'sc:Boolean', Utf8: 'sc:Text' } as const;

function recordSetOf(name: string, place: number) {
  const file = scoreFilesOf(place).parquet;
  const id = `scores-${place + 1}`;
  return {
    '@type': 'cr:RecordSet',
    '@id': id,
    name: id,
    description: printableLine(`A score a datapoint: the run '${name}'.`),
    key: { '@id': `${id}/index` },
    field: depositColumns.map((field) => ({
      '@type': 'cr:Field',
      '@id': `${id}/${field}`,
      name: field,
      description: scores.recordType(field).meaning,
      dataType: dataTypes[scores.recordType(field).arrow],
      source: { fileObject: { '@id': file }, extract: { column: field } },
    })),
  };
}

/** Croissant 1.0 metadata of a deposit: its data files, and the columns of the scores. @param bibtex how it is cited */
export function croissant(
  described: SnapshotDescription,
  files: readonly DepositFile[],
  bibtex: string,
): string {
  const { snapshot, runs, url } = described;
  const { title, authors, license, hash, createdAt } = snapshot;
  const document = {
    '@context': context,
    '@type': 'sc:Dataset',
    name: printableLine(title),
    description: printableLine(summaryOf(described)),
    conformsTo: 'http://mlcommons.org/croissant/1.0',
    citeAs: bibtex,
    license:
      license === null
        ? { '@type': 'sc:CreativeWork', name: 'No licence was given: ask the authors.' }
        : `https://spdx.org/licenses/${license}`,
    url: url ?? namedBy(hash),
    creator:
      authors.length === 0
        ? { '@type': 'sc:Organization', name: 'anonymous' }
        : authors.map((author) => ({
            '@type': author.given === null ? 'sc:Organization' : 'sc:Person',
            name: printableLine(nameOfAuthor(author)),
            ...(author.orcid !== null && { sameAs: `https://orcid.org/${author.orcid}` }),
          })),
    datePublished: createdAt.toISOString(),
    keywords,
    // Croissant wants a version of three numbers; the hash names the content.
    version: '1.0.0',
    identifier: `sha256:${hash}`,
    distribution: files.map(({ name, sha256, sizeBytes }) => ({
      '@type': 'cr:FileObject',
      '@id': name,
      name,
      contentUrl: name,
      contentSize: `${sizeBytes} B`,
      encodingFormat: typeOf(name),
      sha256,
    })),
    recordSet: runs.map(({ name }, place) => recordSetOf(name, place)),
  };
  return `${printableJson(document, null, 2)}\n`;
}
