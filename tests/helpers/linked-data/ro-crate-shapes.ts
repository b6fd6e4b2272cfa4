import type { Shape } from './shapes.ts';
import { base } from './validate.ts';

const schema = (name: string): string => `http://schema.org/${name}`;

/** What RO-Crate 1.1 (w3id.org/ro/crate/1.1) demands, by its sections. */
export const roCrateShapes: readonly Shape[] = [
  {
    name: 'descriptor',
    target: { node: `${base}ro-crate-metadata.json` },
    rules: [
      {
        path: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type',
        value: schema('CreativeWork'),
        says: 'RO-Crate Metadata File Descriptor: @type is CreativeWork',
      },
      {
        path: schema('about'),
        ...{ min: 1, max: 1 },
        classes: [schema('Dataset')],
        says: 'RO-Crate Metadata File Descriptor: about references the Root Data Entity',
      },
      {
        path: 'http://purl.org/dc/terms/conformsTo',
        ...{ min: 1, max: 1 },
        value: 'https://w3id.org/ro/crate/1.1',
        says: 'RO-Crate Metadata File Descriptor: conformsTo is the URI of this specification',
      },
    ],
  },
  {
    name: 'root-data-entity',
    target: { node: base },
    idPattern: '/$',
    rules: [
      {
        path: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type',
        value: schema('Dataset'),
        says: 'Direct properties of the Root Data Entity: @type is Dataset',
      },
      ...['name', 'description'].map((name) => ({
        path: schema(name),
        min: 1,
        kind: 'Literal' as const,
        says: `Direct properties of the Root Data Entity: ${name}`,
      })),
      {
        path: schema('datePublished'),
        ...{ min: 1, max: 1 },
        pattern: '^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z)?$',
        says: 'Direct properties of the Root Data Entity: datePublished is a date of ISO 8601',
      },
      { path: schema('license'), min: 1, says: 'Direct properties of the Root Data Entity: license' },
      {
        path: schema('hasPart'),
        min: 1,
        classes: [schema('MediaObject'), schema('Dataset')],
        says: 'Data Entities: files are of @type File',
      },
      {
        path: schema('author'),
        classes: [schema('Person'), schema('Organization')],
        says: 'Contextual entities, People and Organizations: an author is described',
      },
    ],
  },
  {
    name: 'file',
    target: { class: schema('MediaObject') },
    idPattern: `^${base}[\\w.-]+$`,
    rules: [
      { path: `^${schema('hasPart')}`, min: 1, says: 'Data Entities: linked to from the Root Data Entity' },
    ],
  },
];

/** What RO-Crate 1.1 recommends of a licence that is an entity. */
export const licenceShape: Shape = {
  name: 'licence',
  target: { objectsOf: schema('license') },
  rules: ['name', 'description'].map((name) => ({
    path: schema(name),
    min: 1,
    says: `Direct properties of the Root Data Entity: the licence has a ${name}`,
  })),
};
