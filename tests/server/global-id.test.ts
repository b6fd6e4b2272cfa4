import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globalId, nodeTypes, parseGlobalId, parseIndex, runKey } from '../../server/src/global-id.ts';

const uuid = '0195c1de-7f4e-7a53-9f0e-3f1c7a3e1b22';

describe('a global id', () => {
  it('gives back the type and key it was made of', () => {
    fc.assert(
      fc.property(fc.constantFrom(...nodeTypes), fc.uuid(), fc.nat(), (type, key, index) => {
        expect(parseGlobalId(globalId(type, key, index))).toEqual({ type, key: [key, String(index)] });
      }),
    );
  });

  it('is refused when it is not exactly one of ours', () => {
    const good = globalId('Run', uuid);
    for (const bad of [
      '',
      'Run',
      uuid,
      `${good}=`,
      `${good}\n`,
      good.slice(1),
      btoa('User:1'),
      btoa('Run'),
      '💥',
      "' OR 1=1 --",
    ])
      expect(parseGlobalId(bad)).toBeNull();
  });

  it('never makes the parser throw', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseGlobalId(text)));
  });
});

describe('the id of a run', () => {
  it('may be the global id or the UUID that the command prints', () => {
    expect(runKey(globalId('Run', uuid), 'id')).toBe(uuid);
    expect(runKey(uuid.toUpperCase(), 'id')).toBe(uuid);
  });

  it('says which other type it names', () => {
    expect(() => runKey(globalId('Dataset', uuid), 'filter.run')).toThrow(
      "'filter.run' must be the id of a run, but names a Dataset.",
    );
  });

  it('is refused with the argument and a query that gives ids', () => {
    expect(() => runKey("'; DROP TABLE run; --", 'run')).toThrow(
      /'run' is not the id of a run.*runs\(first: 10\)/,
    );
  });
});

describe('an index', () => {
  it('is a whole number that fits the column', () => {
    expect(parseIndex('0')).toBe(0);
    expect(parseIndex('2147483647')).toBe(2_147_483_647);
    for (const bad of [undefined, '', '-1', '01', '1.5', '1e3', '2147483648', ' 1', '１'])
      expect(parseIndex(bad)).toBeNull();
  });
});
