import { Rng } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { takes, vectorOf, viewOf } from './view-of.ts';

const size = 500;
const shape = vectorOf(size);
/** 200 words, of unit length. */
const text = new Float32Array(size);
for (let i = 0; i < 200; i++) text[2 * i + 1] = 1 + (i % 5);
const norm = Math.hypot(...text);
text.forEach((value, i) => (text[i] = value / norm));
const lengthOf = (values: Float32Array): number => Math.hypot(...values);

describe('word-dropout', () => {
  const views = Array.from({ length: 50 }, (_, seed) =>
    viewOf({ key: 'word-dropout', probability: 0.2 }, text, shape, Rng.fromSeed(seed)),
  );

  it('leaves out one word in five, adds none, and keeps the length', () => {
    let dropped = 0;
    for (const view of views) {
      for (let i = 0; i < size; i++) {
        if (text[i] === 0) expect(view[i]).toBe(0);
        else if (view[i] === 0) dropped++;
      }
      expect(lengthOf(view)).toBeCloseTo(lengthOf(text), 5);
    }
    expect(dropped / (50 * 200)).toBeCloseTo(0.2, 1);
    expect(Math.abs(dropped / 1e4 - 0.2)).toBeLessThan(0.015);
  });

  it('keeps the proportions of the words that are left', () => {
    for (const view of views) {
      const left = Array.from(view.keys()).filter((i) => view[i] !== 0);
      const ratios = left.map((i) => view[i]! / text[i]!);
      for (const ratio of ratios) expect(ratio).toBeCloseTo(ratios[0]!, 5);
      expect(ratios[0]).toBeGreaterThanOrEqual(1);
    }
  });

  it('a text that would lose all its words keeps them, and an empty one stays empty', () => {
    expect(viewOf({ key: 'word-dropout', probability: 1 }, text, shape)).toEqual(text);
    expect(viewOf({ key: 'word-dropout' }, new Float32Array(size), shape)).toEqual(new Float32Array(size));
    expect(viewOf({ key: 'word-dropout', probability: 0 }, text, shape)).toEqual(text);
    expect(takes({ key: 'word-dropout' }, shape, (rng) => rng.uint32())).toBe(true);
  });
});

describe('word-swaps', () => {
  it('keeps all counts and moves one word in ten', () => {
    let moved = 0;
    for (let seed = 0; seed < 50; seed++) {
      const view = viewOf({ key: 'word-swaps', probability: 0.1 }, text, shape, Rng.fromSeed(seed));
      expect(Array.from(view).sort()).toEqual(Array.from(text).sort());
      for (let i = 0; i < size; i++) if (text[i] !== 0 && view[i] === 0) moved++;
    }
    // Where the other word occurs as well, nothing becomes 0.
    expect(Math.abs(moved / (50 * 200) - 0.1 * 0.6)).toBeLessThan(0.01);
  });

  it('moves nothing at 0, and is the same for the same stream', () => {
    expect(viewOf({ key: 'word-swaps', probability: 0 }, text, shape)).toEqual(text);
    const view = (seed: number) => viewOf({ key: 'word-swaps' }, text, shape, Rng.fromSeed(seed));
    expect(view(4)).toEqual(view(4));
    expect(view(4)).not.toEqual(view(5));
    expect(takes({ key: 'word-swaps' }, shape, (rng) => rng.uint32())).toBe(true);
  });
});
