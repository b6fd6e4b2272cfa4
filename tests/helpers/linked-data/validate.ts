import dataModel from '@rdfjs/data-model';
import rdfDataset from '@rdfjs/dataset';
import type { DatasetCore, Quad } from '@rdfjs/types';
import jsonld from 'jsonld';
import SHACLValidator from 'rdf-validate-shacl';
import { roCrateContext } from './ro-crate-context.ts';
import { shapesOf, type Shape } from './shapes.ts';

/** Where the folder of a deposit is thought to be: ids of its files are relative to it. */
export const base = 'https://deposit.example/';

/** No network: the one context that deposits name is here. */
const options = {
  base,
  safe: true,
  documentLoader: async (url: string) => {
    if (url !== 'https://w3id.org/ro/crate/1.1/context') throw new Error(`there is no context ${url} here`);
    return { document: { '@context': roCrateContext }, documentUrl: url, contextUrl: null };
  },
};

const datasetOf = (quads: readonly Quad[]): DatasetCore =>
  rdfDataset.dataset(quads.map((quad) => dataModel.fromQuad({ ...quad, termType: 'Quad' })));

/** A JSON-LD document as RDF. @throws where a term is defined nowhere, so that what it says would be lost */
const readGraph = async (document: unknown): Promise<DatasetCore> =>
  datasetOf(await jsonld.toRDF(document, options));

/** Ids of the entities of a document in flattened form, by a JSON-LD processor. */
export async function flattened(document: object & { '@context'?: unknown }): Promise<string[]> {
  const { '@graph': graph } = await jsonld.flatten(document, document['@context'], options);
  return graph.map((entity) => entity['@id']).toSorted();
}

/** The rules that a document breaks, each with where. */
export async function broken(document: unknown, shapes: readonly Shape[]): Promise<string[]> {
  const rules = datasetOf(await jsonld.toRDF(shapesOf(shapes), { safe: true }));
  const report = await new SHACLValidator(rules).validate(await readGraph(document));
  return report.results
    .map(({ message, focusNode }) => `${message.map(({ value }) => value).join()} (${focusNode?.value})`)
    .toSorted();
}
