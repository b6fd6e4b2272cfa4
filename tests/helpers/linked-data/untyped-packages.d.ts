declare module 'jsonld' {
  import type { Quad } from '@rdfjs/types';

  interface Options {
    base?: string;
    /** Anything that would be lost is an error. */
    safe?: boolean;
    processingMode?: 'json-ld-1.0' | 'json-ld-1.1';
    documentLoader?: (url: string) => Promise<{ document: unknown; documentUrl: string; contextUrl: null }>;
  }

  const jsonld: {
    toRDF(document: unknown, options: Options): Promise<Quad[]>;
    flatten(
      document: unknown,
      context: unknown,
      options: Options,
    ): Promise<{ '@graph': { '@id': string }[] }>;
  };
  export default jsonld;
}

declare module '@rdfjs/dataset' {
  import type { DatasetCore, Quad } from '@rdfjs/types';

  const factory: { dataset(quads: readonly Quad[]): DatasetCore };
  export default factory;
}

declare module '@rdfjs/data-model' {
  import type { Quad } from '@rdfjs/types';

  const factory: { fromQuad(quad: Omit<Quad, 'equals'>): Quad };
  export default factory;
}
