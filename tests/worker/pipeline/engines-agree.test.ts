import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { EngineName } from '@engram/core';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { estimateRun } from '../../../worker/src/pipeline/estimate.ts';
import { planRun } from '../../../worker/src/pipeline/plan.ts';
import { scoringViews } from '../../../worker/src/measures/scoring-views.ts';
import { nativeEnginesHere } from '../engine/engines-here.ts';
import { runAll, toyConfig, toyData } from './toy-run.ts';

const data = toyData(40);

async function tinyRun(engine: EngineName, config: ReturnType<typeof toyConfig>) {
  await selectEngine(engine);
  const plan = planRun(config, data.indices.length);
  const views = createHash('sha256');
  for (const { images } of scoringViews(config, data)) views.update(images);
  const alignments = await runAll(config, data, plan);
  const { rows } = estimateRun({ config, plan, alignments, data, codeVersion: 'test', engine: 'test' });
  return { masks: plan.masks, views: views.digest('hex'), scores: rows.map(({ value }) => value!) };
}

describe.each([
  ['simclr on mlp', toyConfig()],
  [
    'vicreg on small-conv',
    toyConfig({
      method: { key: 'vicreg' },
      encoder: { key: 'small-conv', channels: [4, 8] },
      policy: 'digits-strong',
      optimizer: { learningRate: 0.01, weightDecay: 1e-3, warmupFraction: 0.1 },
    }),
  ],
] as const)('a tiny run of %s', (_name, config) => {
  // prettier-ignore
  it('has the same masks and views on every engine, scores equal within 1e-3, and the same bits twice', async () => {
    const cpu = await tinyRun('cpu', config);
    const spread = Math.max(...cpu.scores) - Math.min(...cpu.scores);
    expect(spread).toBeGreaterThan(0.01);
    for (const engine of nativeEnginesHere) {
      const found = await tinyRun(engine, config);
      expect(found.masks).toEqual(cpu.masks);
      expect(found.views).toBe(cpu.views);
      found.scores.forEach((score, n) => expect(Math.abs(score - cpu.scores[n]!)).toBeLessThan(1e-3));
      expect(await tinyRun(engine, config)).toEqual(found);
    }
  });
});
