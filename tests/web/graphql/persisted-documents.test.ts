import { readFileSync } from 'node:fs';
import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createSchema } from '../../../server/src/schema.ts';
import {
  collectDocuments,
  fileText,
  hashesFile,
  mutationsFile,
  textsFile,
} from '../../../web/persist-documents.ts';

const documents = await collectDocuments();

describe('the documents of our pages', () => {
  it('are written down as they stand: after a change run `npx tsx web/persist-documents.ts`', () => {
    expect(readFileSync(textsFile, 'utf8')).toBe(fileText(documents.texts));
    expect(readFileSync(hashesFile, 'utf8')).toBe(fileText(documents.hashes));
    expect(readFileSync(mutationsFile, 'utf8')).toBe(fileText(documents.mutationHashes));
  });

  it('are known to write or not', () => {
    const writing = Object.entries(documents.hashes)
      .filter(([, hash]) => documents.texts[hash]!.startsWith('mutation'))
      .map(([name]) => name);
    expect(writing.length).toBeGreaterThan(0);
    expect(Object.keys(documents.mutationHashes)).toEqual(writing);
  });

  it('are all found, and fit the schema', () => {
    expect(Object.keys(documents.hashes)).toEqual(
      expect.arrayContaining(['ClassesWithin', 'ClassSummaries', 'Histogram', 'Run', 'RunList', 'Scores']),
    );
    const schema = createSchema();
    for (const text of Object.values(documents.texts)) expect(validate(schema, parse(text))).toEqual([]);
  });
});
