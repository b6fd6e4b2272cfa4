import type { Browser, Page } from 'playwright-core';
import { runs } from '@engram/store';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDataset, scoreRow } from '../factories/run.ts';
import { comparabilityKey, summary } from '../factories/run.ts';
import { hasChromium, launchChromium } from './chromium.ts';
import { openPlace, type Place } from './place.ts';
import { planConfig, queueRun } from './planted-run.ts';
import { openReader, type Reader } from './reader.ts';

let place: Place;
let browser: Browser;
let reader: Reader | undefined;

const open = async (path: string): Promise<Page> => {
  reader = await openReader(browser, place.url);
  await reader.page.goto(place.url + path, { waitUntil: 'networkidle' });
  return reader.page;
};

describe.skipIf(!hasChromium)('what changes while it is looked at, in Chromium', () => {
  beforeAll(async () => {
    place = await openPlace({ isEmpty: true });
    browser = await launchChromium();
  });
  afterEach(async () => {
    await reader?.close();
    reader = undefined;
  });
  afterAll(async () => {
    await browser?.close();
    await place?.close();
  });

  it('an empty store says what to do', async () => {
    const page = await open('/');
    await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
    expect(await page.locator('pre').innerText()).toBe('npx engram run mnist-quick');
  });

  it('a run is followed from the queue to its scores without a reload', async () => {
    const dataset = await createDataset(place.store, 60);
    const run = await queueRun(place.store, dataset, planConfig({ name: 'followed' }));
    const page = await open(`/runs/${run.id}`);
    await page.getByRole('heading', { name: 'Waiting for a worker' }).waitFor();
    await page.evaluate('window.isTheSamePage = true');

    await runs.transition(place.store, run.id, 'RUNNING');
    const progress = { phase: 'train', fraction: 0.25, etaSeconds: 61, message: 'Encoder 5 of 16' } as const;
    await runs.reportProgress(place.store, run.id, progress);
    await page.getByText('Encoder 5 of 16 · 25\u00a0% · about 1 min 1 s to go').waitFor();
    expect(await page.getByRole('progressbar').getAttribute('value')).toBe('0.25');

    const rows = Array.from({ length: 60 }, (_, index) => scoreRow(index));
    const classSummaries = [{ class: 0, count: 20, mean: 0.1, low: null, high: null }];
    await runs.publish(place.store, run.id, {
      rows,
      summary,
      classSummaries,
      comparabilityKey,
      engine: 'cpu',
    });
    await page.getByRole('heading', { name: 'Distribution of scores' }).waitFor();
    await page.getByText('60 datapoints', { exact: true }).last().waitFor();
    expect(await page.evaluate('window.isTheSamePage')).toBe(true);
    expect(reader!.complaints).toEqual([]);
  });

  it('when the API goes away an open page says so, keeps what it has, and recovers by itself', async () => {
    const dataset = await createDataset(place.store, 60);
    const run = await queueRun(place.store, dataset, planConfig({ name: 'interrupted' }));
    const page = await open(`/runs/${run.id}`);
    await place.stopApi();
    await page.getByText('The API does not answer').waitFor();
    expect(await page.getByRole('heading', { name: 'interrupted' }).isVisible()).toBe(true);
    await runs.transition(place.store, run.id, 'RUNNING');
    await place.startApi();
    await page.getByRole('heading', { name: 'Under way' }).waitFor();
    await page.getByText('The API does not answer').waitFor({ state: 'detached' });
  });

  it('a page opened while the API is away fills itself when it is back', async () => {
    await place.stopApi();
    const page = await open('/');
    await page.getByText('The API does not answer').waitFor();
    await page.getByText('npx engram serve').waitFor();
    await place.startApi();
    await page.getByRole('link', { name: 'interrupted' }).waitFor();
    await page.getByText('The API does not answer').waitFor({ state: 'detached' });
  });
});
