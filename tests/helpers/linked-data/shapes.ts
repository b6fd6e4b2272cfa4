/** A rule on a property, in the words of SHACL (w3.org/TR/shacl); what is left out is not asked. */
export interface Rule {
  /** IRI of the property; after ^ that of one that leads here. */
  path: string;
  /** Section of the specification, and what it says. */
  says: string;
  min?: number;
  max?: number;
  kind?: 'IRI' | 'Literal';
  pattern?: string;
  /** The value must be this one. */
  value?: string;
  /** The value must be of one of these classes. */
  classes?: readonly string[];
}

export interface Shape {
  name: string;
  /** All nodes of a class, those that a property leads to, or one. */
  target: { class: string } | { objectsOf: string } | { node: string };
  /** Of the id of the node. */
  idPattern?: string;
  rules: readonly Rule[];
}

const iri = (value: string) => ({ '@id': value });

const property = ({ path, says, min, max, kind, pattern, value, classes }: Rule) => ({
  path: path.startsWith('^') ? { inversePath: iri(path.slice(1)) } : iri(path),
  message: says,
  ...(min !== undefined && { minCount: min }),
  ...(max !== undefined && { maxCount: max }),
  ...(kind !== undefined && { nodeKind: iri(`sh:${kind}`) }),
  ...(pattern !== undefined && { pattern }),
  ...(value !== undefined && { hasValue: iri(value) }),
  ...(classes !== undefined && { or: { '@list': classes.map((one) => ({ class: iri(one) })) } }),
});

function targetOf(target: Shape['target']) {
  if ('class' in target) return { targetClass: iri(target.class) };
  return 'node' in target ? { targetNode: iri(target.node) } : { targetObjectsOf: iri(target.objectsOf) };
}

/** Shapes as JSON-LD. */
export const shapesOf = (shapes: readonly Shape[]) => ({
  '@context': {
    '@vocab': 'http://www.w3.org/ns/shacl#',
    sh: 'http://www.w3.org/ns/shacl#',
  },
  '@graph': shapes.map(({ name, target, idPattern, rules }) => ({
    '@id': `urn:shape:${name}`,
    '@type': 'NodeShape',
    ...targetOf(target),
    ...(idPattern !== undefined && { pattern: idPattern, message: `${name}: @id` }),
    property: rules.map(property),
  })),
});
