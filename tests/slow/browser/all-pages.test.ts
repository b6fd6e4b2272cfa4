import { readdirSync, readFileSync } from 'node:fs';
import { datasets, reviewLinks, snapshots, type SnapshotRow } from '@engram/store';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations } from '../../browser/rig/axe.ts';
import { hasChromium, launchChromium } from '../../browser/rig/chromium.ts';
import { openPlace, type Place } from '../../browser/rig/place.ts';
import { plantExperiments } from '../../browser/rig/planted-experiment.ts';
import { openReader, sidewaysOverflow } from '../../browser/rig/reader.ts';
import { visit } from '../../browser/rig/settled.ts';

/** Folders of web/app that hold a page; its other routes answer with data. */
const pagesOfDashboard = readdirSync('web/app', { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)(page|not-found)\.tsx$/.test(file))
  .map((file) => file.replaceAll('\\', '/'));
/** Files of the API that answer with a page. */
const pagesOfApi = readdirSync('server/src', { recursive: true, encoding: 'utf8' })
  .filter(
    (file) => file.endsWith('.ts') && readFileSync(`server/src/${file}`, 'utf8').includes(".type('html')"),
  )
  .map((file) => file.replaceAll('\\', '/'));
const documents = readdirSync('docs')
  .filter((file) => file.endsWith('.md'))
  .map((file) => `/docs/${file.slice(0, -'.md'.length)}`)
  .concat('/docs/readme', '/docs/architecture', '/docs/contributing');

let place: Place;
let browser: Browser;
let made: SnapshotRow;
let experiment: string;
let review: string;
let plain: string;

/** Addresses at which each page is looked at. */
const dashboard: Record<string, () => string[]> = {
  'page.tsx': () => ['/', '/?status=FAILED', '/?q=nothing'],
  'not-found.tsx': () => ['/nothing', '/runs/0b54c1f6-2f3a-4f0e-9d53-8f4f1c7a9e21'],
  'comments/page.tsx': () => ['/comments'],
  'compare/page.tsx': () => ['/compare', '/compare?dataset=mnist', `/compare?dataset=${plain}`],
  'compare/[a]/[b]/page.tsx': () => [`/compare/${place.seeded.good.id}/${place.seeded.noise.id}`],
  'datapoints/[dataset]/[index]/page.tsx': () => [
    `/datapoints/mnist/7?run=${place.seeded.good.id}`,
    `/datapoints/${plain}/7`,
  ],
  'datapoints/[dataset]/[index]/not-found.tsx': () => ['/datapoints/mnist/10000'],
  'docs/page.tsx': () => ['/docs'],
  'docs/[...path]/page.tsx': () => documents,
  'experiments/page.tsx': () => ['/experiments'],
  'experiments/[id]/page.tsx': () => [`/experiments/${experiment}`],
  'runs/[id]/page.tsx': () =>
    (['good', 'noise', 'imageless', 'running', 'failed'] as const).map(
      (key) => `/runs/${place.seeded[key].id}`,
    ),
  'runs/[id]/explore/page.tsx': () => {
    const { good, noise, imageless, running } = place.seeded;
    return [
      `/runs/${good.id}/explore`,
      `/runs/${good.id}/explore?view=table`,
      `/runs/${good.id}/explore?against=${noise.id}`,
      `/runs/${imageless.id}/explore`,
      `/runs/${running.id}/explore`,
    ];
  },
  's/[hash]/page.tsx': () => [`/s/${made.hash}`],
  'sign-in/page.tsx': () => ['/sign-in'],
  'workers/page.tsx': () => ['/workers'],
  'views/page.tsx': () => ['/views', '/views?dataset=mnist&index=7', `/views?dataset=${plain}&index=7`],
};
const api: Record<string, () => string[]> = {
  'http/landing-page.ts': () => ['/'],
  'http/graphiql.ts': () => ['/graphiql', '/graphiql?example=MostMemorized'],
  'snapshot/snapshot-page.ts': () => [`/s/${made.hash}`],
  'snapshot/embed/serve-embed.ts': () => [
    `/s/${made.hash}/embed`,
    `/s/${made.hash}/embed?figure=histogram-1`,
    `/s/${made.hash}/embed?figure=agreement-1`,
  ],
  'snapshot/review/serve-review.ts': () => [`/review/${review}`, '/review/nothing'],
};

/** The first heading of each page: an error has another. */
const noError = /^(?!There is no|Something went wrong).+/;
const headings: Record<string, RegExp> = {
  'page.tsx': /^Runs$/,
  'not-found.tsx': /^There is no such page$/,
  'comments/page.tsx': /^Comments$/,
  'compare/page.tsx': /^Compare$/,
  'compare/[a]/[b]/page.tsx': /mnist-quick/,
  'datapoints/[dataset]/[index]/page.tsx': /^Datapoint 7$/,
  'datapoints/[dataset]/[index]/not-found.tsx': /^There is no such datapoint$/,
  'docs/page.tsx': noError,
  'docs/[...path]/page.tsx': noError,
  'experiments/page.tsx': /^Experiments$/,
  'experiments/[id]/page.tsx': noError,
  'runs/[id]/page.tsx': noError,
  'runs/[id]/explore/page.tsx': /^Explore /,
  's/[hash]/page.tsx': /^Two runs$/,
  'sign-in/page.tsx': /^Sign in$/,
  'workers/page.tsx': /^Workers$/,
  'views/page.tsx': /^Views$/,
  'http/landing-page.ts': /^Engram API$/,
  'http/graphiql.ts': /^GraphiQL of the Engram API$/,
  'snapshot/snapshot-page.ts': /^Two runs$/,
  'snapshot/embed/serve-embed.ts': /Two runs$/,
  'snapshot/review/serve-review.ts': /^(Two runs|This link for review shows nothing)$/,
};
/** The status that a page answers with, by what its address ends with, where it is not 200. */
const missing = ['/nothing', '/10000', '/0b54c1f6-2f3a-4f0e-9d53-8f4f1c7a9e21'];
const statusOf = (path: string): number => (missing.some((end) => path.endsWith(end)) ? 404 : 200);

/** What is wrong with a page on a desk and on a phone, in both themes: that it is another, what axe finds, and how far it scrolls sideways. */
async function look(url: string, status: number, heading: RegExp): Promise<string[]> {
  const { page, close } = await openReader(browser, new URL(url).origin, {
    viewport: { width: 1280, height: 720 },
  });
  const found: string[] = [];
  // Its policy forbids all scripts, axe's too.
  if (url.includes('/embed')) {
    const response = await fetch(url);
    if (response.status !== status) found.push(`answered with ${response.status}`);
    await page.setContent(await response.text());
  } else {
    const response = await visit(page, url);
    if (response?.status() !== status) found.push(`answered with ${response?.status()}`);
  }
  const head = await page.locator('h1').first().innerText();
  if (!heading.test(head)) found.push(`is headed ‘${head}’`);
  for (const [width, height] of [
    [1280, 720],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      found.push(...(await axeViolations(page, theme)).map((one) => `${theme}, ${width}: ${one}`));
    }
    const overflow = await sidewaysOverflow(page);
    if (overflow > 0) found.push(`${width}: scrolls sideways by ${overflow} pixels`);
  }
  await close();
  return found;
}

describe.skipIf(!hasChromium)('every page, in Chromium', () => {
  beforeAll(async () => {
    place = await openPlace();
    browser = await launchChromium();
    const { good, noise, imageless } = place.seeded;
    plain = (await datasets.findByIds(place.store, [imageless.datasetId]))[0]!.slug;
    experiment = (await plantExperiments(place.store, [good, noise])).id;
    ({ snapshot: made } = await snapshots.create(place.store, {
      runIds: [good.id, noise.id],
      title: 'Two runs',
      authors: [{ family: 'Lovelace', given: 'Ada', orcid: null }],
    }));
    const expiresAt = new Date(Date.now() + 3_600_000);
    ({ token: review } = await reviewLinks.create(place.store, { snapshotHash: made.hash, expiresAt }));
  });
  afterAll(async () => {
    await browser?.close();
    await place?.close();
  });

  it('is looked at here', () => {
    expect(Object.keys(dashboard).sort()).toEqual(pagesOfDashboard.sort());
    expect(Object.keys(api).sort()).toEqual(pagesOfApi.sort());
    expect(Object.keys(headings).sort()).toEqual([...pagesOfDashboard, ...pagesOfApi].sort());
  });

  it.each(Object.entries(dashboard))(
    'of the dashboard has nothing that axe finds, in both themes and widths: %s',
    async (name, paths) => {
      for (const path of paths())
        expect({ path, found: await look(place.url + path, statusOf(path), headings[name]!) }).toEqual({
          path,
          found: [],
        });
    },
    // All documents are one page.
    1_200_000,
  );

  it.each(Object.entries(api))(
    'of the API has nothing that axe finds, in both themes and widths: %s',
    async (name, paths) => {
      for (const path of paths())
        expect({ path, found: await look(place.apiUrl + path, statusOf(path), headings[name]!) }).toEqual({
          path,
          found: [],
        });
    },
  );
});
