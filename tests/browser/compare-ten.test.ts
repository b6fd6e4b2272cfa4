import { describe, expect, it } from 'vitest';
import { Rng, type DatapointIdentity } from '@engram/core';
import { datasets, scores } from '@engram/store';
import { hasChromium } from './rig/chromium.ts';
import type { Place } from './rig/place.ts';
import { planConfig, publishPlanted } from './rig/planted-run.ts';
import { visit } from './rig/settled.ts';
import { visitsTo } from './rig/visits.ts';

let place: Place;
const ids: string[] = [];

const { read } = visitsTo(async (opened) => {
  place = opened;
  const { good } = place.seeded;
  const dataset = (await datasets.findBySlug(place.store, 'mnist'))!;
  const rows: DatapointIdentity[] = [];
  for await (const { index, contentHash, class: label } of scores.stream(place.store, good.id))
    rows.push({ index, contentHash, class: label });
  ids.push(good.id);
  // Long names, and rankings that agree a little less than by chance.
  for (let n = 1; n < 10; n++) {
    const rng = Rng.fromSeed(n);
    const run = await publishPlanted(place.store, dataset, {
      truth: rows.map(() => 0.02 * rng.normal()),
      datapoints: rows,
      noise: 0.02,
      config: planConfig({ name: `Layers on mnist: representation ${n} by angular`, encoders: 16 }),
    });
    ids.push(run.id);
  }
});

/** The matrix, once all is drawn and seen to end within so many pixels. */
const expectWithin = async (options: Parameters<typeof read>[0], most: number) => {
  const { page } = await read(options);
  await visit(page, `${place.url}/compare?runs=${ids.join(',')}`);
  const matrix = page.getByRole('region', { name: 'Matrix of runs' });
  await expect.poll(() => matrix.getByRole('row').count()).toBe(11);
  const section = page.getByRole('region', { name: 'Most typical and most atypical, by class and run' });
  await expect.poll(() => section.getByRole('list', { name: /^Most typical of class 0/ }).count()).toBe(10);
  const last = (await section.boundingBox())!;
  expect(last.y + last.height).toBeLessThan(most);
  return matrix;
};

describe.skipIf(!hasChromium)('ten runs compared, in Chromium', () => {
  it('fit three screens of a phone', async () => {
    await expectWithin({ isPhone: true, viewport: { width: 390, height: 844 } }, 3 * 844);
  });

  it('fit two screens of a laptop, all their columns beside the names', async () => {
    const matrix = await expectWithin({ viewport: { width: 1280, height: 720 } }, 2 * 720);
    expect(await matrix.evaluate((frame) => frame.scrollWidth - frame.clientWidth)).toBe(0);
  });
});
