import type { Rule, Shape } from './shapes.ts';

const sc = (name: string): string => `https://schema.org/${name}`;
const cr = (name: string): string => `http://mlcommons.org/croissant/${name}`;
const one = { min: 1, max: 1 } as const;
const said = (section: string, rules: readonly (Omit<Rule, 'says'> & { says?: string })[]): Rule[] =>
  rules.map(({ says, ...rule }) => ({ ...rule, says: `${section}: ${says ?? rule.path.split('/').at(-1)}` }));

/** What Croissant 1.0 (docs.mlcommons.org/croissant/docs/croissant-spec.html) demands, by its sections. */
export const croissantShapes: readonly Shape[] = [
  {
    name: 'dataset',
    target: { class: sc('Dataset') },
    rules: [
      ...said('schema.org/Dataset, Required', [
        {
          path: 'http://purl.org/dc/terms/conformsTo',
          ...one,
          pattern: '^http://mlcommons\\.org/croissant/1\\.0$',
        },
        { path: sc('description'), ...one, kind: 'Literal' },
        { path: sc('license'), min: 1 },
        { path: sc('name'), ...one, kind: 'Literal' },
        { path: sc('url'), ...one, pattern: '^[a-z][a-z0-9+.-]*:\\S+$' },
        { path: sc('creator'), min: 1, classes: [sc('Person'), sc('Organization')] },
        { path: sc('datePublished'), ...one, pattern: '^\\d{4}-\\d\\d-\\d\\d' },
      ]),
      ...said('schema.org/Dataset, Recommended', [
        { path: sc('version'), max: 1, pattern: '^\\d+\\.\\d+\\.\\d+$' },
      ]),
      ...said('Modified and Added Properties', [
        { path: sc('distribution'), min: 1, classes: [cr('FileObject'), cr('FileSet')] },
        { path: cr('citeAs'), max: 1, kind: 'Literal' },
      ]),
    ],
  },
  {
    name: 'file',
    target: { class: cr('FileObject') },
    rules: said('FileObject', [
      { path: sc('name'), ...one, kind: 'Literal' },
      { path: sc('contentUrl'), ...one },
      { path: sc('contentSize'), ...one, pattern: '^\\d+ B$' },
      { path: sc('encodingFormat'), ...one, pattern: '^[\\w.+-]+/[\\w.+-]+$' },
      { path: sc('sha256'), ...one, pattern: '^[0-9a-f]{64}$' },
    ]),
  },
  {
    name: 'records',
    target: { class: cr('RecordSet') },
    rules: said('RecordSet', [
      { path: cr('field'), min: 1, classes: [cr('Field')] },
      { path: cr('key'), min: 1, classes: [cr('Field')], says: 'key names a field' },
    ]),
  },
  {
    name: 'field',
    target: { class: cr('Field') },
    rules: said('Field', [
      { path: sc('name'), ...one, kind: 'Literal' },
      { path: cr('source'), ...one },
      {
        path: cr('dataType'),
        min: 1,
        kind: 'IRI',
        pattern: '^https://schema\\.org/(Integer|Float|Boolean|Text)$',
      },
    ]),
  },
];
