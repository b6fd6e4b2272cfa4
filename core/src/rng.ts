import { invariant } from './errors.ts';

/** A step of the path that names a stream: text or a whole number. `3` and `'3'` are different labels. */
export type RngLabel = string | number;

/** 128 bits that name a stream; the order of draws elsewhere cannot change them. */
type Key = readonly [number, number, number, number];

const ROOT: Key = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a];
const NUMBER = 1;
const TEXT = 2;
/** Rounds thrown away after seeding, as the author of sfc32 advises. */
const WARM_UP = 15;
const TWO_32 = 0x1_0000_0000;
const TWO_53 = 0x20_0000_0000_0000;

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** One block of MurmurHash3_x86_128 (A. Appleby, public domain), the same word in each of its four lanes. */
function absorb([h1, h2, h3, h4]: Key, word: number): Key {
  const a = Math.imul(
    rotate(h1 ^ Math.imul(rotate(Math.imul(word, 0x239b961b), 15), 0xab0e9789), 19) + h2,
    5,
  );
  const b = Math.imul(
    rotate(h2 ^ Math.imul(rotate(Math.imul(word, 0xab0e9789), 16), 0x38b34ae5), 17) + h3,
    5,
  );
  const c = Math.imul(
    rotate(h3 ^ Math.imul(rotate(Math.imul(word, 0x38b34ae5), 17), 0xa1e38b93), 15) + h4,
    5,
  );
  const d = Math.imul(rotate(h4 ^ Math.imul(rotate(Math.imul(word, 0xa1e38b93), 18), 0x239b961b), 13) + a, 5);
  return [(a + 0x561ccd1b) | 0, (b + 0x0bcaa747) | 0, (c + 0x96cd1c35) | 0, (d + 0x32ac3b17) | 0];
}

/** The finaliser fmix32 of MurmurHash3: every input bit reaches every output bit. */
function mix(word: number): number {
  let h = word ^ (word >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function finalise([h1, h2, h3, h4]: Key): Key {
  const sum = (h1 + h2 + h3 + h4) | 0;
  const [a, b, c, d] = [mix(sum), mix(h2 + sum), mix(h3 + sum), mix(h4 + sum)];
  const total = (a + b + c + d) | 0;
  return [total, (b + total) | 0, (c + total) | 0, (d + total) | 0];
}

function extend(key: Key, label: RngLabel): Key {
  if (typeof label === 'number') {
    invariant(Number.isSafeInteger(label), `a stream is named by text or a whole number, not ${label}`);
    return absorb(absorb(absorb(key, NUMBER), label | 0), Math.floor(label / TWO_32) | 0);
  }
  let next = absorb(absorb(key, TEXT), label.length);
  for (let i = 0; i < label.length; i++) next = absorb(next, label.charCodeAt(i));
  return next;
}

/**
 * Seeded, splittable random numbers: sfc32 (C. Doty-Humphrey, PractRand), period at least 2³², seeded from a 128-bit hash
 * of the path of labels that leads to the stream.
 *
 * `rng.split('encoder', 3).split('epoch', 7)` depends on the seed and these labels only: neither on the order in which
 * splits are made nor on the numbers drawn before. The same path gives the same numbers on every machine and engine.
 */
export class Rng {
  private readonly state: Int32Array;
  private spare = NaN;

  private constructor(private readonly path: Key) {
    this.state = Int32Array.from(finalise(path));
    for (let i = 0; i < WARM_UP; i++) this.uint32();
  }

  static fromSeed(seed: RngLabel): Rng {
    return new Rng(extend(ROOT, seed));
  }

  /** The stream at these labels below this one. `split('a', 'b')` is `split('a').split('b')`. */
  split(...labels: RngLabel[]): Rng {
    return new Rng(labels.reduce(extend, this.path));
  }

  /** 32 hexadecimal digits that name this stream; as a seed they start an independent one. */
  fingerprint(): string {
    return finalise(this.path)
      .map((word) => (word >>> 0).toString(16).padStart(8, '0'))
      .join('');
  }

  /** A whole number in [0, 2³²). */
  uint32(): number {
    const state = this.state;
    const sum = (state[0]! + state[1]! + state[3]!) | 0;
    state[3] = state[3]! + 1;
    state[0] = state[1]! ^ (state[1]! >>> 9);
    state[1] = (state[2]! + (state[2]! << 3)) | 0;
    state[2] = (rotate(state[2]!, 21) + sum) | 0;
    return sum >>> 0;
  }

  /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
  uniform(): number {
    const high = this.uint32() >>> 5;
    return (high * 0x400_0000 + (this.uint32() >>> 6)) / TWO_53;
  }

  /** Uniform in [a, b). */
  uniformBetween(a: number, b: number): number {
    return a + (b - a) * this.uniform();
  }

  /** A whole number in [0, n), every one equally likely; 1 ≤ n ≤ 2³². */
  integer(n: number): number {
    invariant(Number.isInteger(n) && n >= 1 && n <= TWO_32, `integer(n) needs 1 ≤ n ≤ 2³², not ${n}`);
    for (;;) {
      const drawn = this.uint32();
      // The remainder by division: % is slow beyond 31 bits, and this quotient is exact below 2³².
      const remainder = drawn - Math.floor(drawn / n) * n;
      // The last, incomplete run of n values would favour the small remainders.
      if (drawn - remainder <= TWO_32 - n) return remainder;
    }
  }

  /** Standard normal, by Marsaglia's polar method (it needs no sine, whose last bits differ between machines). */
  normal(): number {
    if (!Number.isNaN(this.spare)) {
      const spare = this.spare;
      this.spare = NaN;
      return spare;
    }
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const square = u * u + v * v;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      this.spare = v * factor;
      return u * factor;
    }
  }

  /** True with probability p. */
  chance(p: number): boolean {
    return this.uniform() < p;
  }

  /** The numbers 0 … n − 1 in random order. */
  permutation(n: number): Int32Array {
    return this.shuffle(Int32Array.from({ length: n }, (_, i) => i));
  }

  /** Puts the items in random order, in place (Fisher–Yates), and returns them. */
  shuffle<T extends Int32Array | unknown[]>(items: T): T {
    const array = items as unknown[];
    for (let i = array.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const held = array[i];
      array[i] = array[j];
      array[j] = held;
    }
    return items;
  }
}
