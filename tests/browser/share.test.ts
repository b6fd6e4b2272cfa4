import { datasets, type ExperimentRow } from '@engram/store';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import hashes from '../../web/src/graphql/document-hashes.json' with { type: 'json' };
import { hasChromium } from './rig/chromium.ts';
import { plantExperiments } from './rig/planted-experiment.ts';
import { publishSecondMethod } from './rig/second-method.ts';
import { visitsTo } from './rig/visits.ts';

let found: ExperimentRow;

const { open, reader } = visitsTo(async ({ store, seeded: { good } }) => {
  const dataset = (await datasets.findBySlug(store, 'mnist'))!;
  found = await plantExperiments(store, [good, await publishSecondMethod(store, dataset, good)]);
});
const share = async (page: Page) => {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  return page.getByRole('dialog', { name: 'Share this page' });
};

describe.skipIf(!hasChromium)('what a page offers to take elsewhere, in Chromium', () => {
  it('has the formats of a file in one line on a phone', async () => {
    const phone = { isPhone: true, viewport: { width: 390, height: 844 } };
    const dialog = await share(await open(`/experiments/${found.id}`, phone));
    const links = dialog.getByRole('list', { name: 'Files' }).getByRole('link');
    await links.first().waitFor();
    const tops = await links.evaluateAll((all) => all.map((link) => link.getBoundingClientRect().top));
    expect(tops.length).toBeGreaterThan(1);
    expect(new Set(tops).size).toBe(1);
  });

  it('is the address alone where the API refuses to say which runs are compared, and the reason is said', async () => {
    const page = await open('/compare');
    await page.route('**/api/graphql', (route) =>
      route.continue({
        postData: (route.request().postData() ?? '').replace(hashes.ComparableRuns, hashes.Histogram),
      }),
    );
    const dialog = await share(page);
    await dialog
      .getByRole('alert')
      .getByText(/Variable/)
      .waitFor();
    await dialog.getByRole('region', { name: 'Address' }).waitFor();
    await expect.poll(() => dialog.getByText('Loading the runs').count()).toBe(0);
    expect(
      reader()
        .complaints.splice(0)
        .filter((one) => !one.includes('400')),
    ).toEqual([]);
  });
});
