/**
 * Collects the documents of all pages: `npx tsx web/persist-documents.ts` writes server/persisted-documents.json, by which the API
 * answers them under the SHA-256 of their text, and the hashes by name, by which the pages ask. A test says when to run it.
 */
import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { formatDocument, stringifyDocument } from '@urql/core';
import { Kind, OperationTypeNode, type DocumentNode } from 'graphql';

const features = new URL('./src/features/', import.meta.url);

export interface PersistedDocuments {
  /** Text by its SHA-256; written to server/persisted-documents.json. */
  texts: Record<string, string>;
  /** SHA-256 by the operation's name; written to src/graphql/document-hashes.json. */
  hashes: Record<string, string>;
  /** Those of `hashes` that write; written to src/graphql/mutation-hashes.json. */
  mutationHashes: Record<string, string>;
}

export const textsFile = new URL('../server/persisted-documents.json', import.meta.url);
export const hashesFile = new URL('./src/graphql/document-hashes.json', import.meta.url);
export const mutationsFile = new URL('./src/graphql/mutation-hashes.json', import.meta.url);

/** @throws Error when two documents share a name. */
export async function collectDocuments(): Promise<PersistedDocuments> {
  const files = readdirSync(features, { recursive: true, encoding: 'utf8' });
  const found: PersistedDocuments = { texts: {}, hashes: {}, mutationHashes: {} };
  for (const file of files.filter((name) => /-documents?\.ts$/.test(name)).sort()) {
    const exported = (await import(new URL(file, features).href)) as Record<string, unknown>;
    for (const document of Object.values(exported).filter(isDocument)) {
      // As the pages' cache would ask: with the names of types.
      const text = stringifyDocument(formatDocument(document));
      const hash = createHash('sha256').update(text).digest('hex');
      const { name, isMutation } = operationOf(document);
      if (name in found.hashes)
        throw new Error(`Two documents are named ${name}: rename the one in ${file}.`);
      found.texts[hash] = text;
      found.hashes[name] = hash;
      if (isMutation) found.mutationHashes[name] = hash;
    }
  }
  return found;
}

export const fileText = (entries: Record<string, string>): string =>
  `${JSON.stringify(entries, Object.keys(entries).sort(), 2)}\n`;

function isDocument(value: unknown): value is DocumentNode {
  return (value as DocumentNode | null)?.kind === Kind.DOCUMENT;
}

function operationOf(document: DocumentNode): { name: string; isMutation: boolean } {
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!operation?.name) throw new Error('Every document of a page has one operation with a name.');
  return { name: operation.name.value, isMutation: operation.operation === OperationTypeNode.MUTATION };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { texts, hashes, mutationHashes } = await collectDocuments();
  writeFileSync(fileURLToPath(textsFile), fileText(texts));
  writeFileSync(fileURLToPath(hashesFile), fileText(hashes));
  writeFileSync(fileURLToPath(mutationsFile), fileText(mutationHashes));
}
