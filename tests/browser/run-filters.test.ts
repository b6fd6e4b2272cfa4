import { describe, expect, it } from 'vitest';
import { classSummaries, scores } from '@engram/store';
import { hasChromium } from './rig/chromium.ts';
import type { Place } from './rig/place.ts';
import { visitsTo } from './rig/visits.ts';

let place: Place;

const addressOf = (run: { id: string }, search: string) => `${place.url}/runs/${run.id}${search}`;
const { open } = visitsTo((opened) => (place = opened));

describe.skipIf(!hasChromium)('the filters of the page of a run, in Chromium', () => {
  it('choose classes that numbers, mean and links follow', async () => {
    const { good } = place.seeded;
    const summary = (await classSummaries.list(place.store, good.id)).find((row) => row.class === 3)!;
    const page = await open(addressOf(good, '?class=3'));
    const band = page.getByRole('region', { name: 'Summary' });
    await band.getByText('Mean score of class 3').waitFor();
    await expect.poll(() => band.innerText()).toContain(summary.mean!.toFixed(4));
    await expect.poll(() => band.innerText()).toContain(`of ${summary.count} identifiable datapoints`);
    const filter = { run: good.id, classes: [3] };
    const { alignmentIn, alignmentOut } = await scores.meanAlignment(place.store, filter);
    const percent = 100 * (1 - alignmentIn! / alignmentOut!);
    await band
      .getByText(`The mean distance of views is ${percent.toFixed(percent < 10 ? 1 : 0)} % smaller`)
      .waitFor();
    await band.getByText('a score lies from −2 to 2').waitFor();
    await page
      .getByText(`views lie ${percent.toFixed(percent < 10 ? 1 : 0)} % closer together when trained on`)
      .waitFor();
    const [memorized, tested] = await Promise.all(
      [0.05, 1].map((lte) => scores.count(place.store, { run: good.id, classes: [3], fdr: { lte } })),
    );
    expect(memorized).toBeGreaterThan(0);
    // Benjamini and Hochberg's rate is that of all tests together.
    await band.getByText(`of ${tested} tested datapoints. The rate is that of the whole run`).waitFor();
    await expect
      .poll(() => band.innerText())
      .toMatch(new RegExp(`Memorized at a false discovery rate of 5.%\\s+${memorized}\\s`));
    await page.getByText(`mean of class 3 ${summary.mean!.toFixed(4)}`).waitFor();
    await page.getByRole('link', { name: 'Explore these scores' }).click();
    await page.waitForURL(new RegExp(`/runs/${good.id}/explore\\?class=3$`));
    await page
      .getByRole('navigation', { name: 'Breadcrumb' })
      .getByRole('link', { name: 'mnist-quick' })
      .click();
    await page.waitForURL(addressOf(good, '?class=3'));
  });

  it('choose a range of scores that numbers and means follow, of the run and of each class', async () => {
    const { good } = place.seeded;
    const ranged = { run: good.id, value: { gte: 0.02, lte: 0.05 } };
    const page = await open(addressOf(good, '?from=0.02&to=0.05'));
    const band = page.getByRole('region', { name: 'Summary' });
    const [count, mean, memorized] = await Promise.all([
      scores.count(place.store, ranged),
      scores.meanValue(place.store, ranged),
      scores.count(place.store, { ...ranged, fdr: { lte: 0.05 } }),
    ]);
    await band.getByText('Mean score of the run, scores 0.0200 to 0.0500').waitFor();
    await band.getByText(`of ${count} identifiable datapoints`).waitFor();
    await band.getByText(mean!.toFixed(4)).waitFor();
    await band.getByText('no interval: these datapoints were chosen by their scores').waitFor();
    await expect
      .poll(() => band.innerText())
      .toMatch(new RegExp(`Memorized at a false discovery rate of 5.%\\s+${memorized}\\s`));
    const ofClass = { ...ranged, classes: [3] };
    const [countOfClass, meanOfClass] = await Promise.all([
      scores.count(place.store, ofClass),
      scores.meanValue(place.store, ofClass),
    ]);
    const row = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Class 3' }) });
    await row.getByText(new RegExp(`^${countOfClass} datapoints of \\d+$`)).waitFor();
    await row.getByText(`mean ${meanOfClass!.toFixed(4)}`).waitFor();
  });
});
