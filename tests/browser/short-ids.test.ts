import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRun } from '../factories/run.ts';
import { datasets } from '@engram/store';
import { hasChromium, launchChromium } from './rig/chromium.ts';
import { openPlace, type Place } from './rig/place.ts';

let place: Place;
let id: string;
let noise: string;
/** What several runs begin with. */
let ambiguous: string;

beforeAll(async () => {
  place = await openPlace();
  ({
    good: { id },
    noise: { id: noise },
  } = place.seeded);
  const dataset = (await datasets.findBySlug(place.store, 'mnist'))!;
  const prefixes = new Set<string>();
  for (let made = 0; !ambiguous; made++) {
    expect(made).toBeLessThan(2_000);
    const run = await createRun(place.store, dataset);
    if (prefixes.has(run.id.slice(0, 4))) ambiguous = run.id.slice(0, 4);
    prefixes.add(run.id.slice(0, 4));
  }
}, 600_000);
afterAll(() => place?.close());

const ask = (path: string) => fetch(place.url + path, { redirect: 'manual' });

/** Where an address leads to, as a path. */
async function leadsTo(path: string): Promise<string | number> {
  const { status, headers } = await ask(path);
  const location = headers.get('location');
  return location === null ? status : location.replace(place.url, '');
}

describe('an address of the dashboard with the beginnings of ids', () => {
  it('leads to the one with whole ids, and keeps the rest of it', async () => {
    const short = id.slice(0, 12);
    const other = noise.slice(0, 9);
    expect(await leadsTo(`/runs/${short}`)).toBe(`/runs/${id}`);
    expect(await leadsTo(`/runs/${short}?class=3%2C5&order=low`)).toBe(`/runs/${id}?class=3%2C5&order=low`);
    expect(await leadsTo(`/runs/${short}/explore?agree=${other}`)).toBe(`/runs/${id}/explore?agree=${noise}`);
    expect(await leadsTo(`/runs/${id}/explore?against=${other}`)).toBe(
      `/runs/${id}/explore?against=${noise}`,
    );
    expect(await leadsTo(`/compare/${short}/${other}?top=10`)).toBe(`/compare/${id}/${noise}?top=10`);
    expect(await leadsTo(`/compare?runs=${short},${noise},${other}`)).toBe(
      `/compare?runs=${id},${noise},${noise}`,
    );
    expect(await leadsTo(`/datapoints/mnist/1?run=${short}`)).toBe(`/datapoints/mnist/1?run=${id}`);
    for (const path of [`/runs/${id}`, `/compare/${id}/${noise}`, `/compare?runs=${id},${noise}`])
      expect(await leadsTo(path)).toBe(200);
  });

  it.each([
    '/runs/NAME',
    '/runs/NAME/explore',
    '/compare/NAME/NAME',
    '/compare?runs=NAME',
    '/datapoints/mnist/1?run=NAME',
  ])('says what is wrong at %s when it begins several or none', async (path) => {
    const several = await (await ask(path.replaceAll('NAME', ambiguous))).text();
    expect(several).toContain('Which run do you mean?');
    expect(several).toContain('is the beginning of several runs');
    expect(await leadsTo(path.replaceAll('NAME', '00000000-0'))).toBe(404);
  });

  it.skipIf(!hasChromium).each([
    ['run', '/runs/00000000-0'],
    ['run', '/compare?runs=00000000-0'],
    ['experiment', '/experiments/00000000-0'],
  ])('says on its page that there is no such %s at %s', async (kind, path) => {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      expect((await page.goto(place.url + path))!.status()).toBe(404);
      await page.getByText(`There is no ${kind} whose id begins with 00000000-0.`).waitFor();
      await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    } finally {
      await browser.close();
    }
  });

  it.each([
    '/runs/UNKNOWN',
    '/runs/UNKNOWN/explore',
    '/compare/ID/UNKNOWN',
    '/experiments/UNKNOWN',
    '/experiments/00000000-0',
    '/experiments/no-id',
    '/datapoints/mnist/99999999',
    '/s/00000000',
  ])('is not found at %s when nothing has that id', async (path) => {
    const unknown = '0b54c1f6-2f3a-4f0e-9d53-8f4f1c7a9e21';
    expect(await leadsTo(path.replace('UNKNOWN', unknown).replace('ID', id))).toBe(404);
  });
});

it.each([
  '/runs/%zz',
  '/runs/%ff/explore',
  '/compare/%zz/%zz',
  '/datapoints/%zz/1',
  '/api/images/%zz',
  '/api/columns/%zz',
])('an address that cannot be decoded, %s, is the mistake of who asks', async (path) => {
  const { status } = await ask(path);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
});
