import { readFileSync } from 'node:fs';

/** The documents of the dashboard by the SHA-256 of their text; `web/persist-documents.ts` writes them. */
const documents = new Map(
  Object.entries(
    JSON.parse(readFileSync(new URL('../persisted-documents.json', import.meta.url), 'utf8')) as Record<
      string,
      string
    >,
  ),
);

export function isOwnDocument(hash: string): boolean {
  return documents.has(hash);
}

export function ownDocument(hash: string): string | undefined {
  return documents.get(hash);
}

/** Answers Apollo's persisted-queries protocol from our own documents; those of strangers are not remembered. */
export const ownDocuments = {
  get: async (key: string): Promise<string | undefined> => ownDocument(key.slice(key.indexOf(':') + 1)),
  set: async () => undefined,
  delete: async () => undefined,
};
