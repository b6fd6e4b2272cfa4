const schema = (terms: string): Record<string, string> =>
  Object.fromEntries(terms.split(' ').map((term) => [term, `http://schema.org/${term}`]));

/** Of the context of RO-Crate 1.1 (w3id.org/ro/crate/1.1/context) the terms that deposits use: another one is told as lost. */
export const roCrateContext = {
  ...schema('CreativeWork Dataset Organization Person about author contentSize datePublished description'),
  ...schema('encodingFormat familyName givenName hasPart identifier keywords license name url'),
  File: 'http://schema.org/MediaObject',
  conformsTo: 'http://purl.org/dc/terms/conformsTo',
};
