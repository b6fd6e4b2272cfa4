import { alignmentLoss, memorizationScore, relativeScore } from '@engram/core';
import type { Distance } from '@engram/core';
import { expect, it } from 'vitest';
import { readFixture } from '../helpers/fixtures.ts';

interface AlignmentCase {
  viewsF: number[][];
  viewsG: number[][];
  unitNorm: boolean;
  distance: Distance;
  alignmentF: number;
  alignmentG: number;
  score: number;
  relativeScore: number;
}

const { cases } = readFixture<{ cases: AlignmentCase[] }>('alignment');

it.each(cases.map((one, i) => [`${i}: ${one.distance}${one.unitNorm ? ', unit norm' : ''}`, one] as const))(
  'alignment and scores agree with numpy, case %s',
  (_, one) => {
    const f = alignmentLoss(one.viewsF, one);
    const g = alignmentLoss(one.viewsG, one);
    expect(f).toBeCloseTo(one.alignmentF, 6);
    expect(g).toBeCloseTo(one.alignmentG, 6);
    expect(memorizationScore(f, g)).toBeCloseTo(one.score, 6);
    expect(relativeScore(f, g)).toBeCloseTo(one.relativeScore, 6);
  },
);
