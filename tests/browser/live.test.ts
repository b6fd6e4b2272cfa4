import type { Browser, Page } from 'playwright-core';
import { experiments, runs, type RunRow } from '@engram/store';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { classOf, createDataset, scoreRow } from '../factories/run.ts';
import { comparabilityKey, summary } from '../factories/run.ts';
import hashes from '../../web/src/graphql/document-hashes.json' with { type: 'json' };
import { createExperiment } from '../factories/experiment.ts';
import { hasChromium, launchChromium } from './rig/chromium.ts';
import { openPlace, withDashboard, type Place } from './rig/place.ts';
import { plantEncoders } from './rig/planted-encoders.ts';
import { planConfig, queueRun } from './rig/planted-run.ts';
import { openReader, type Reader } from './rig/reader.ts';

let place: Place;
let browser: Browser;
let reader: Reader | undefined;

/** Streams of events that were opened to the page, and times it has asked for its run. */
let streams = 0;
let questions = 0;

const open = async (path: string): Promise<Page> => {
  reader = await openReader(browser, place.url);
  streams = questions = 0;
  reader.page.on('request', (request) => {
    if (request.postData()?.includes(hashes.Run)) questions += 1;
  });
  reader.page.on('response', (response) => {
    if (response.headers()['content-type']?.startsWith('text/event-stream')) streams += 1;
  });
  // A page that follows a run is never idle.
  await reader.page.goto(place.url + path, { waitUntil: 'load' });
  return reader.page;
};

/** What a worker publishes at the end; nothing of class 1 can be told. */
async function publishScores({ id }: RunRow): Promise<void> {
  const rows = Array.from({ length: 60 }, (_, index) =>
    scoreRow(index, classOf(index) === 1 ? { value: null, identifiable: false } : {}),
  );
  const classSummaries = [
    { class: 0, count: 20, mean: 0.1, low: null, high: null },
    { class: 1, count: 0, mean: null, low: null, high: null },
  ];
  await runs.publish(place.store, id, { rows, summary, classSummaries, comparabilityKey, engine: 'cpu' });
}

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
    await expect.poll(() => page.locator('pre').innerText()).toBe('npx engram run mnist-quick');
    for (const section of ['Compare', 'Experiments']) {
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: section }).click();
      await page.getByRole('heading', { name: section, level: 1 }).waitFor();
      await page.getByRole('heading', { name: 'No run has finished yet' }).waitFor();
    }
    expect(reader!.complaints).toEqual([]);
  });

  it('a run is followed from the queue to its scores without a reload', async () => {
    const dataset = await createDataset(place.store, 60);
    const run = await queueRun(place.store, dataset, planConfig({ name: 'followed' }));
    const page = await open(`/runs/${run.id}`);
    await page.getByRole('heading', { name: 'Waiting for a worker' }).waitFor();
    await page.evaluate('window.isTheSamePage = true');
    await expect.poll(() => streams, { timeout: 20_000 }).toBe(1);
    const askedBefore = questions;

    await runs.transition(place.store, run.id, 'RUNNING');
    const progress = { phase: 'train', fraction: 0.25, etaSeconds: 61, message: 'Encoder 5 of 16' } as const;
    await runs.reportProgress(place.store, run.id, progress);
    await page.getByText('Encoder 5 of 16 · 25\u00a0% · about 1 min 1 s to go').waitFor();
    await expect.poll(() => page.getByRole('progressbar').getAttribute('value')).toBe('0.25');
    // Once for the new status; the progress itself came as an event.
    expect(questions - askedBefore).toBe(1);
    await plantEncoders(place.store, run, 3);
    await page.getByText('3 of 16 encoders: the median').waitFor();

    await publishScores(run);
    await page.getByRole('heading', { name: 'Distribution of scores' }).waitFor();
    await page.getByText('60 datapoints', { exact: true }).last().waitFor();
    await expect.poll(() => page.evaluate('window.isTheSamePage')).toBe(true);
    expect(reader!.complaints).toEqual([]);
  });

  it('runs that are missing for a comparison appear once they have finished', async () => {
    const dataset = await createDataset(place.store, 60);
    const queue = (name: string) => queueRun(place.store, dataset, planConfig({ name }));
    const [first, second] = [await queue('the first'), await queue('the second'), await queue('the third')];
    await runs.transition(place.store, first.id, 'RUNNING');
    reader = await openReader(browser, place.url);
    const { page } = reader;
    await page.clock.install();
    const said = page.getByRole('paragraph').filter({ hasText: 'Once it has finished' });
    const says = async (text: string) => {
      await expect.poll(() => said.allInnerTexts(), { timeout: 20_000 }).toEqual([text]);
    };
    await page.goto(`${place.url}/compare?dataset=${dataset.slug}`);
    await says('the first is running. Once it has finished, it can be compared here with a second one.');

    await publishScores(first);
    await page.clock.fastForward(10_000);
    await page.getByRole('heading', { name: 'Only one run has finished on this dataset' }).waitFor();
    // Of those that wait, the one whose turn is next.
    await says('the second is queued. Once it has finished, it can be compared here.');

    await runs.transition(place.store, second.id, 'RUNNING');
    await publishScores(second);
    await page.clock.fastForward(10_000);
    await page.getByRole('heading', { name: 'Agreement of the rankings' }).waitFor();
    await page.getByRole('checkbox', { name: 'class 1' }).check();
    await page.getByText('No datapoint of this class has a score in this run.').first().waitFor();
    // The list of the first runs leads there, too.
    await page.goto(place.url);
    await page
      .getByText('What to try next')
      .getByRole('link', { name: 'see whether the runs agree' })
      .click();
    await page.getByRole('heading', { name: 'Agreement of the rankings' }).waitFor();
    expect(reader.complaints).toEqual([]);
  });

  it('a run is followed by asking again where its events do not come through', async () => {
    const dataset = await createDataset(place.store, 60);
    const run = await queueRun(place.store, dataset, planConfig({ name: 'asked for' }));
    reader = await openReader(browser, place.url);
    const { page } = reader;
    await page.route('**/api/graphql/stream', (route) => route.abort());
    await page.goto(`${place.url}/runs/${run.id}`);
    await page.getByRole('heading', { name: 'Waiting for a worker' }).waitFor();
    await runs.transition(place.store, run.id, 'RUNNING');
    const progress = { phase: 'train', fraction: 0.5, etaSeconds: null, message: 'Encoder 9 of 16' } as const;
    await runs.reportProgress(place.store, run.id, progress);
    await page.getByText('Encoder 9 of 16 · 50\u00a0%').waitFor();
    expect(await page.getByText('The API does not answer').count()).toBe(0);
  });

  it('when the API goes away an open page says so, keeps what it has, and recovers by itself', async () => {
    const dataset = await createDataset(place.store, 60);
    const run = await queueRun(place.store, dataset, planConfig({ name: 'interrupted' }));
    const page = await open(`/runs/${run.id}`);
    await expect.poll(() => streams, { timeout: 20_000 }).toBe(1);
    await place.stopApi();
    await page.getByText('The API does not answer').waitFor();
    await expect.poll(() => page.getByRole('heading', { name: 'interrupted' }).isVisible()).toBe(true);
    await runs.transition(place.store, run.id, 'RUNNING');
    await place.startApi();
    await page.getByRole('heading', { name: 'In progress' }).waitFor();
    await page.getByText('The API does not answer').waitFor({ state: 'detached' });
    await expect.poll(() => streams, { timeout: 20_000 }).toBe(2);
    const progress = {
      phase: 'train',
      fraction: 0.75,
      etaSeconds: null,
      message: 'Encoder 13 of 16',
    } as const;
    await runs.reportProgress(place.store, run.id, progress);
    await page.getByText('Encoder 13 of 16 · 75\u00a0%').waitFor();
  });

  it('runs of experiments are counted, and listed when they are wanted', async () => {
    const run = await queueRun(
      place.store,
      await createDataset(place.store, 60),
      planConfig({ name: 'one of many' }),
    );
    await createExperiment(place.store, 'an experiment', { one: run.id }, { started: true });
    const page = await open('/');
    const listed = page.getByRole('link', { name: 'one of many' });
    await page.getByText('1 run of experiments not listed.').waitFor();
    expect(await listed.count()).toBe(0);
    await page.getByRole('button', { name: 'List runs of experiments' }).click();
    await listed.waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe('?experiments=yes');
    await page.getByRole('button', { name: 'Leave out runs of experiments' }).click();
    await listed.waitFor({ state: 'detached' });
  });

  it('a run and an experiment are cancelled on their pages, once that is confirmed', async () => {
    const dataset = await createDataset(place.store, 60);
    const run = await queueRun(place.store, dataset, planConfig({ name: 'not wanted' }));
    const experiment = await createExperiment(place.store, 'not asked any more');
    await runs.transition(place.store, run.id, 'RUNNING');
    const page = await open(`/runs/${run.id}`);
    const ask = page.getByRole('button', { name: 'Cancel the run not wanted' });
    const dialog = page.getByRole('dialog');
    await ask.click();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect((await runs.find(place.store, run.id))!.status).toBe('RUNNING');
    await ask.click();
    await dialog.getByRole('button', { name: 'Cancel the run' }).click();
    await page.getByText('This run was cancelled').waitFor();
    await ask.waitFor({ state: 'detached' });
    expect((await runs.find(place.store, run.id))!.status).toBe('CANCELLED');

    await page.goto(`${place.url}/experiments/${experiment.id}`, { waitUntil: 'load' });
    await page.getByRole('button', { name: 'Cancel the experiment not asked any more' }).click();
    await dialog.getByRole('button', { name: 'Cancel the experiment' }).click();
    await page.getByText('The experiment was cancelled.').waitFor();
    expect((await experiments.find(place.store, experiment.id))!.status).toBe('CANCELLED');
    expect(reader!.complaints).toEqual([]);
  });

  it('who may not cancel a run is not offered it', async () => {
    const run = await queueRun(
      place.store,
      await createDataset(place.store, 60),
      planConfig({ name: 'kept' }),
    );
    for (const scope of ['annotate', 'read'])
      await withDashboard(place.apiUrl, { ENGRAM_DASHBOARD_SCOPE: scope }, async (url) => {
        const { page, close } = await openReader(browser, url);
        await page.goto(`${url}/runs/${run.id}`, { waitUntil: 'load' });
        await page.getByRole('heading', { name: 'Waiting for a worker' }).waitFor();
        expect(await page.getByRole('button', { name: /^Cancel/ }).count()).toBe(0);
        await close();
      });
  });

  it('a page of another version says so where it asks for what the dashboard does not know', async () => {
    const page = await open('/');
    await page.getByRole('link', { name: 'interrupted' }).waitFor();
    // As an open page after an upgrade: the hash of a document that has changed since.
    await page.route('**/api/graphql', (route) =>
      route.continue({
        postData: (route.request().postData() ?? '').replace(/"[0-9a-f]{64}"/, `"${'0'.repeat(64)}"`),
      }),
    );
    await page.getByRole('link', { name: 'interrupted' }).click();
    // The list may ask, and say so, before it is left.
    await page.waitForURL(/\/runs\//);
    const notice = page.getByRole('alert').filter({ hasText: 'another version of Engram' });
    await notice.waitFor();
    await expect.poll(() => page.getByText('another version of Engram').count()).toBe(1);
    await page.unroute('**/api/graphql');
    await notice.getByRole('button', { name: 'Reload' }).click();
    await page.getByRole('heading', { name: 'interrupted' }).waitFor();
    await expect.poll(() => notice.count()).toBe(0);
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
