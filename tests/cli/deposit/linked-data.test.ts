import { describe, expect, it } from 'vitest';
import { croissant } from '../../../cli/src/deposit/metadata/croissant.ts';
import { roCrate } from '../../../cli/src/deposit/metadata/ro-crate.ts';
import { depositFiles, describedAs } from '../../factories/snapshot-description.ts';
import { croissantShapes } from '../../helpers/linked-data/croissant-shapes.ts';
import { licenceShape, roCrateShapes } from '../../helpers/linked-data/ro-crate-shapes.ts';
import { base, broken, flattened } from '../../helpers/linked-data/validate.ts';
import { attacks } from '../../server/citation/attacks.ts';

type Json = Record<string, unknown>;
type Crate = { '@graph': (Json & { '@id': string })[] };

const croissantOf = (described = describedAs('Plain scores')): Json =>
  JSON.parse(croissant(described, depositFiles, '@misc{x}')) as Json;
const crateOf = (described = describedAs('Plain scores')): Crate =>
  JSON.parse(roCrate(described, depositFiles)) as Crate;
/** Of a snapshot that nobody signed or licensed, in a store whose address is unknown. */
const bare = () => {
  const described = describedAs('x', null);
  return { ...described, url: null, snapshot: { ...described.snapshot, authors: [] } };
};

describe('croissant.json, read by a JSON-LD processor', () => {
  it('says nothing that a reader of Croissant 1.0 would lose, and breaks none of its rules', async () => {
    expect(await broken(croissantOf(), croissantShapes)).toEqual([]);
  });

  it('keeps them without authors, licence and address, and whatever people typed', async () => {
    expect(await broken(croissantOf(bare()), croissantShapes)).toEqual([]);
    for (const text of attacks)
      expect(await broken(croissantOf(describedAs(text)), croissantShapes), text).toEqual([]);
  });

  it.each([
    ['without conformsTo', { conformsTo: undefined }, /Required: conformsTo/],
    [
      'with the version of another specification',
      { conformsTo: 'http://mlcommons.org/croissant/2.0' },
      /conformsTo/,
    ],
    ['with two names', { name: ['a', 'b'] }, /Required: name/],
    ['without a licence', { license: undefined }, /Required: license/],
    ['without an address', { url: undefined }, /Required: url/],
    [
      'with a file that is none',
      { distribution: [{ '@id': 'x', '@type': 'sc:DataDownload' }] },
      /distribution/,
    ],
    ['with records of no file', { recordSet: [{ '@id': 'r', '@type': 'cr:RecordSet' }] }, /RecordSet: field/],
  ])('is seen to be wrong %s', async (_, change, message) => {
    expect((await broken({ ...croissantOf(), ...change }, croissantShapes)).join('\n')).toMatch(message);
  });

  it('is seen to be wrong with a term that its context does not define', async () => {
    const document = croissantOf();
    const terms = { ...(document['@context'] as Json) };
    delete terms['@vocab'];
    await expect(broken({ ...document, '@context': terms }, croissantShapes)).rejects.toThrow(/[Ss]afe mode/);
  });
});

describe('ro-crate-metadata.json, read by a JSON-LD processor', () => {
  it('says nothing that a reader of RO-Crate 1.1 would lose, and breaks none of its rules', async () => {
    expect(await broken(crateOf(), [...roCrateShapes, licenceShape])).toEqual([]);
    expect(await broken(crateOf(bare()), roCrateShapes)).toEqual([]);
    for (const text of attacks)
      expect(await broken(crateOf(describedAs(text)), roCrateShapes), text).toEqual([]);
  });

  it('is flattened and compacted as the specification demands', async () => {
    const crate = crateOf();
    const ids = crate['@graph'].map((entity) => new URL(entity['@id'], base).href);
    // A processor makes ids relative to the base or not; it finds no other entities.
    const found = (await flattened(crate)).map((id) => new URL(id, base).href);
    expect(found.toSorted()).toEqual(ids.toSorted());
    for (const entity of crate['@graph'])
      for (const value of Object.values(entity).flat())
        if (typeof value === 'object') expect(Object.keys(value as object)).toEqual(['@id']);
  });

  const changed = (id: string, change: Json | null): Crate => ({
    ...crateOf(),
    '@graph': crateOf()['@graph'].flatMap((entity) =>
      entity['@id'] !== id ? [entity] : change === null ? [] : [{ ...entity, ...change }],
    ),
  });
  it.each([
    ['a descriptor', 'ro-crate-metadata.json', null, /Descriptor: about/],
    ['what it conforms to', 'ro-crate-metadata.json', { conformsTo: undefined }, /conformsTo/],
    ['a date', './', { datePublished: 'yesterday' }, /datePublished/],
    ['a name', './', { name: undefined }, /: name/],
    ['a licence', './', { license: undefined }, /: license/],
    ['a link to its files', './', { hasPart: [] }, /linked to from the Root/],
    ['files that are described', 'scores-1.csv', null, /files are of @type File/],
    [
      'a description of its licence',
      'https://spdx.org/licenses/CC-BY-4.0',
      { description: undefined },
      /licence has a description/,
    ],
  ])('is seen to be wrong without %s', async (_, id, change, message) => {
    const found = await broken(changed(id, change), [...roCrateShapes, licenceShape]);
    expect(found.join('\n')).toMatch(message);
  });
});
