import { afterEach, describe, expect, it } from 'vitest';
import { pretendWorker } from '../helpers/live-worker.ts';
import { axeInBothThemes } from './rig/axe.ts';
import { hasChromium } from './rig/chromium.ts';
import { withDashboard, type Place } from './rig/place.ts';
import { sidewaysOverflow, smallTargets } from './rig/reader.ts';
import { visitsTo } from './rig/visits.ts';

let place: Place;
const ended: (() => Promise<void>)[] = [];

const { open } = visitsTo((opened) => (place = opened));

describe.skipIf(!hasChromium)('the page of workers, in Chromium', () => {
  afterEach(async () => {
    for (const end of ended.splice(0)) await end();
  });

  it('is found from the foot of every page, and says how to start one where none is alive', async () => {
    const page = await open('/');
    await page.getByRole('link', { name: 'Workers' }).click();
    await page.getByText('No worker is alive. Start one with npx engram worker').waitFor();
    expect(await axeInBothThemes(page)).toEqual([]);
  });

  it.each([false, true])(
    'shows who is alive, and notices who comes and goes (phone: %s)',
    async (isPhone) => {
      const long = 'a-machine-with-a-name-that-nobody-would-give-to-a-machine.example.org';
      const first = await pretendWorker(place.store, { host: long, viewsPerSecond: 12_345 });
      ended.push(first.end);
      const page = await open('/workers', { isPhone });
      const entry = page.getByRole('listitem').filter({ hasText: long });
      await entry.getByText('12,345 views/s').waitFor();
      await entry.getByText('nothing; waits for work').waitFor();
      await entry.getByText(/^\d+ s ago$/).waitFor();
      await entry.getByText('onnxruntime 1.2.3, 2 processes').waitFor();
      const second = await pretendWorker(place.store, { executorId: 'worker-second', host: 'second' });
      ended.push(second.end);
      await page.getByRole('heading', { name: 'second' }).waitFor();
      expect(await axeInBothThemes(page)).toEqual([]);
      expect(await sidewaysOverflow(page)).toBe(0);
      if (isPhone) expect(await smallTargets(page)).toEqual([]);
      await second.end();
      await page.getByRole('heading', { name: 'second' }).waitFor({ state: 'detached' });
    },
  );

  const ask = async (url: string) => {
    const response = await fetch(url);
    return [response.status, (await response.json()) as { status: string; reason?: string }] as const;
  };

  it('is not needed to know that the dashboard lives, and that the API is ready; nobody has to sign in', async () => {
    const env = { ENGRAM_DASHBOARD_SCOPE: 'none' };
    await withDashboard(place.apiUrl, env, async (url) => {
      expect(await ask(`${url}/healthz`)).toEqual([200, { status: 'ok' }]);
      expect(await ask(`${url}/readyz`)).toEqual([200, { status: 'ok' }]);
      await place.stopApi();
      expect(await ask(`${url}/healthz`)).toEqual([200, { status: 'ok' }]);
      expect(await ask(`${url}/readyz`)).toEqual([
        503,
        { status: 'unavailable', reason: 'The API does not answer.' },
      ]);
      await place.startApi();
    });
  });
});
