import { describe, expect, it } from 'vitest';
import { runAddress, shortRunId } from '../../../web/src/address/run-address.ts';

const uuid = '0b54c1f6-2f3a-4f0e-9d53-8f4f1c7a9e21';

describe('the address of a run', () => {
  it('is its UUID, which the command prints, not the opaque id', () => {
    expect(runAddress(btoa(`Run:${uuid}`))).toBe(`/runs/${uuid}`);
  });

  it('stays what it is when it already is a UUID or another kind of id', () => {
    expect(shortRunId(uuid)).toBe(uuid);
    expect(runAddress('a/b?c')).toBe('/runs/a%2Fb%3Fc');
    expect(shortRunId('x')).toBe('x');
    expect(shortRunId('x===')).toBe('x===');
  });
});
