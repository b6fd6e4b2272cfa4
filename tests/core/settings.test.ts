import { choiceSetting, wholeNumberSetting } from '@engram/core';
import { describe, expect, it } from 'vitest';

const port = (value: string | undefined) =>
  wholeNumberSetting('ENGRAM_API_PORT', value, { fallback: 4000, min: 0, max: 65_535 });
const engine = (value: string | undefined) => choiceSetting('ENGRAM_ENGINE', value, ['auto', 'cpu']);

describe('a setting', () => {
  it('that is left out or empty has its default', () => {
    expect([port(undefined), port(''), engine(undefined), engine('')]).toEqual([4000, 4000, 'auto', 'auto']);
  });

  it('is read from its text', () => {
    expect([port('0'), port('65535'), engine('cpu')]).toEqual([0, 65_535, 'cpu']);
  });

  it.each(['-1', '65536', '1.5', 'abc', 'NaN', 'Infinity'])(
    'that is %s instead of a port is refused',
    (value) => {
      expect(() => port(value)).toThrow(
        `The setting ENGRAM_API_PORT=${value} is not a whole number from 0 to 65535. Change it, or leave it out.`,
      );
    },
  );

  it('is named by the details of its error', () => {
    expect(() => engine('gpu')).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', details: { setting: 'ENGRAM_ENGINE' } }) as Error,
    );
  });
});
