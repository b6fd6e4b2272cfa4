import { memorizationScore, relativeScore } from '@engram/core';
import type { Distance } from '@engram/core';
import { it } from 'vitest';
import { readFixture } from '../../helpers/fixtures.ts';
import { expectClose } from '../../oracles/close.ts';
import { alignmentLoss } from './by-rows.ts';

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
    expectClose(f, one.alignmentF);
    expectClose(g, one.alignmentG);
    expectClose(memorizationScore(f, g), one.score);
    expectClose(relativeScore(f, g), one.relativeScore);
  },
);
