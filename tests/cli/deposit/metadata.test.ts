import MarkdownIt from 'markdown-it';
import type { RunRow } from '@engram/store';
import { describe, expect, it } from 'vitest';
import type { SnapshotDescription } from '../../../cli/src/deposit/describe-snapshot.ts';
import { checklist } from '../../../cli/src/deposit/metadata/checklist.ts';
import { croissant } from '../../../cli/src/deposit/metadata/croissant.ts';
import { dataCard } from '../../../cli/src/deposit/metadata/data-card.ts';
import { roCrate } from '../../../cli/src/deposit/metadata/ro-crate.ts';
import { depositColumns } from '../../../cli/src/deposit/score-files.ts';
import { zenodoMetadata } from '../../../cli/src/deposit/metadata/zenodo.ts';
import { depositFiles as files, describedAs } from '../../factories/snapshot-description.ts';
import { attacks } from '../../server/citation/attacks.ts';

type Entity = Record<string, unknown> & { '@id': string };
const plain = describedAs('Plain scores');

describe('croissant.json', () => {
  const document = JSON.parse(croissant(plain, files, '@misc{x}')) as Record<string, unknown> & {
    '@context': Record<string, unknown>;
    distribution: (Entity & { sha256: string })[];
    recordSet: (Entity & {
      field: (Entity & {
        name: string;
        dataType: string;
        source: { fileObject: Entity; extract: { column: string } };
      })[];
    })[];
  };

  it('has the properties that Croissant 1.0 demands and recommends of a dataset', () => {
    expect(document).toMatchObject({
      '@type': 'sc:Dataset',
      conformsTo: 'http://mlcommons.org/croissant/1.0',
      name: 'Plain scores',
      license: 'https://spdx.org/licenses/CC-BY-4.0',
      citeAs: '@misc{x}',
      url: expect.stringMatching(/^https:/),
      datePublished: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    });
    expect(document.creator).toMatchObject([{ '@type': 'sc:Person' }, { '@type': 'sc:Organization' }]);
  });

  it('names its files with type and checksum, and each column once, of a file that there is', () => {
    for (const file of document.distribution)
      expect(file).toMatchObject({
        '@type': 'cr:FileObject',
        contentUrl: file['@id'],
        sha256: files.find(({ name }) => name === file['@id'])!.sha256,
        encodingFormat: expect.stringMatching(/^\w+\/[\w.+-]+$/),
        contentSize: expect.stringMatching(/^\d+ B$/),
      });
    const [set] = document.recordSet;
    expect(set!.field.map(({ source }) => source.extract.column)).toEqual(depositColumns);
    const known = new Set(document.distribution.map((file) => file['@id']));
    for (const field of set!.field) {
      expect(known).toContain(field.source.fileObject['@id']);
      expect(field['@id']).toBe(`${set!['@id']}/${field.name}`);
      expect(['sc:Integer', 'sc:Float', 'sc:Boolean', 'sc:Text']).toContain(field.dataType);
    }
    const ids = [...document.distribution, ...document.recordSet, ...set!.field].map(
      (entity) => entity['@id'],
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain((set as unknown as { key: Entity }).key['@id']);
  });

  it('defines every term that it uses', () => {
    const terms = new Set<string>();
    const collect = (value: unknown): void => {
      if (Array.isArray(value)) return value.forEach(collect);
      if (typeof value !== 'object' || value === null) return;
      for (const [key, member] of Object.entries(value)) {
        if (!key.startsWith('@')) terms.add(key);
        if (key !== '@context') collect(member);
      }
    };
    collect({ ...document, '@context': null });
    // The others are schema.org's, by @vocab.
    const schemaOrg =
      'name description license url creator sameAs datePublished keywords version identifier distribution contentUrl contentSize encodingFormat sha256';
    for (const term of terms)
      expect([...Object.keys(document['@context']), ...schemaOrg.split(' ')], term).toContain(term);
    expect(document['@context']['@vocab']).toBe('https://schema.org/');
  });
});

describe('ro-crate-metadata.json', () => {
  const graphOf = (described: SnapshotDescription): Entity[] =>
    (JSON.parse(roCrate(described, files)) as { '@graph': Entity[] })['@graph'];

  it('is a flat graph: a descriptor, a root, and an entity for everything that is referred to', () => {
    const graph = graphOf(plain);
    const byId = new Map(graph.map((entity) => [entity['@id'], entity]));
    expect(byId.size).toBe(graph.length);
    expect(byId.get('ro-crate-metadata.json')).toEqual({
      '@id': 'ro-crate-metadata.json',
      '@type': 'CreativeWork',
      conformsTo: { '@id': 'https://w3id.org/ro/crate/1.1' },
      about: { '@id': './' },
    });
    const root = byId.get('./')!;
    expect(root).toMatchObject({
      '@type': 'Dataset',
      name: 'Plain scores',
      datePublished: expect.any(String),
      description: expect.any(String),
    });
    const referred = [
      root.license,
      ...(root.author as unknown[]),
      ...(root.hasPart as unknown[]),
    ] as Entity[];
    for (const { '@id': id, ...rest } of referred) {
      expect(byId.has(id), id).toBe(true);
      expect(rest).toEqual({});
    }
    for (const { name, sizeBytes } of files)
      expect(byId.get(name)).toMatchObject({ '@type': 'File', contentSize: String(sizeBytes) });
  });

  it('says so when nobody gave a licence', () => {
    const root = graphOf(describedAs('x', null)).find((entity) => entity['@id'] === './')!;
    expect(root.license).toMatch(/No licence/);
  });
});

describe('CHECKLIST.md', () => {
  it('says of no run that it can be trained again whose encoders were trained elsewhere', () => {
    expect(checklist(plain)).toMatch(/\[x\] Configuration: complete[^]*/);
    expect(checklist(plain)).toContain('engram run run.json');
    const imported = { ...plain.runs[0]!, estimatorKey: 'imported' } as RunRow;
    const text = checklist({ ...plain, runs: [imported] });
    expect(text).toContain('[ ] Configuration: hash');
    expect(text).not.toContain('engram run');
    expect(checklist({ ...plain, runs: [plain.runs[0]!, imported] })).toContain(
      'every encoder of the runs whose configuration is complete',
    );
  });
});

describe('metadata.json for Zenodo', () => {
  it('has what a deposition demands', () => {
    const { metadata } = JSON.parse(zenodoMetadata(plain)) as { metadata: Record<string, unknown> };
    expect(metadata).toMatchObject({
      upload_type: 'dataset',
      title: 'Plain scores',
      publication_date: '2026-03-04',
      access_right: 'open',
      license: 'cc-by-4.0',
      creators: [{ name: 'Plain scores, Ada', orcid: '0000-0002-1825-0097' }, { name: 'Plain scores' }],
    });
  });
});

describe('texts of people', () => {
  it.each([...attacks, 'a\u2028b\u0085c', '`code` ``` fence', '- [ ] list', '| cell |'])(
    'stay text: %j',
    (text) => {
      const described = describedAs(text);
      const { metadata } = JSON.parse(zenodoMetadata(described)) as { metadata: { description: string } };
      expect(metadata.description.replaceAll(/<\/?p>/g, '')).not.toMatch(/[<>"']/);
      for (const json of [
        zenodoMetadata(described),
        roCrate(described, files),
        croissant(described, files, text),
      ])
        expect(json).not.toMatch(/[\u2028\u2029\u0085]/);
      const markdown = new MarkdownIt({ html: true, linkify: false });
      const harmless = describedAs('harmless');
      const shape = (card: string): string[] =>
        markdown
          .parse(card, {})
          .flatMap((token) => [token, ...(token.children ?? [])])
          .map(({ type }) => type)
          .filter((type) => !/^(text|text_special|softbreak)$/.test(type));
      // The same headings, lists, cells and code, and no HTML.
      expect(shape(dataCard(described, [], '@misc{x}\n'))).toEqual(
        shape(dataCard(harmless, [], '@misc{x}\n')),
      );
      expect(shape(checklist(described))).toEqual(shape(checklist(harmless)));
      expect(shape(dataCard(described, [], '```\n<b>\n'))).not.toContain('html_block');
    },
  );
});
