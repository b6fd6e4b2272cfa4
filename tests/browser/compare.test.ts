import { datasets, experiments, runs, scores, type ExperimentRow, type RunRow } from '@engram/store';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { curvesSpec } from '../../web/src/charts/specs/curves.ts';
import { histogramSpec } from '../../web/src/charts/specs/histogram.ts';
import { reliabilitySpec } from '../../web/src/charts/specs/points.ts';
import { seriesCharts } from '../../web/src/charts/specs/series.ts';
import { axeInBothThemes } from './rig/axe.ts';
import { hasChromium } from './rig/chromium.ts';
import { expectDrawn, expectMarks } from './rig/marks-of-chart.ts';
import type { Place } from './rig/place.ts';
import { plantEncoders } from './rig/planted-encoders.ts';
import { createExperiment } from '../factories/experiment.ts';
import { plantedResult, plantExperiments } from './rig/planted-experiment.ts';
import { sidewaysOverflow, smallTargets } from './rig/reader.ts';
import { contestedClass, publishSecondMethod } from './rig/second-method.ts';
import { settled, visit } from './rig/settled.ts';
import { visitsTo } from './rig/visits.ts';

let place: Place;
let second: RunRow;
let found: ExperimentRow;

const { open, reader } = visitsTo(async (opened) => {
  place = opened;
  const dataset = (await datasets.findBySlug(place.store, 'mnist'))!;
  second = await publishSecondMethod(place.store, dataset, place.seeded.good);
  await plantEncoders(place.store, place.seeded.good, 32);
  found = await plantExperiments(place.store, [place.seeded.good, second]);
});
/** What the API answers to a query. */
async function answerOf(query: string) {
  const response = await fetch(new URL('/graphql', place.apiUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data: any; errors?: unknown }; // eslint-disable-line @typescript-eslint/no-explicit-any
  expect(errors).toBeUndefined();
  return data;
}
const pairPath = () => `/compare/${place.seeded.good.id}/${second.id}`;
const paths = () => ({
  matrix: '/compare?dataset=mnist',
  pair: pairPath(),
  experiments: '/experiments?dataset=mnist',
  'one experiment': `/experiments/${found.id}`,
});

describe.skipIf(!hasChromium)('the comparison of runs, in Chromium', () => {
  it('leads from the matrix of methods to the largest disagreement of two', async () => {
    const page = await open('/');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Compare' }).click();
    await page.getByRole('heading', { name: 'Agreement of the rankings' }).waitFor();
    const { pairs } = await runs.agreement(place.store, [second.id, place.seeded.good.id], { topPercent: 5 });
    const cell = page.getByRole('link', { name: /^mnist-quick and mnist-vicreg: / });
    await expect.poll(() => cell.locator('strong').innerText()).toBe(pairs[0]!.spearman!.toFixed(2));
    expect(await cell.getAttribute('aria-label')).toContain('the encoders and the version of the code');
    await cell.click();
    await page.waitForURL(place.url + pairPath());
    await page.getByText('Compare ranks, not values').waitFor();

    const found = await runs.disagreements(place.store, place.seeded.good.id, second.id, { first: 1 });
    const first = page
      .getByRole('region', { name: 'Higher in a, mnist-quick' })
      .getByRole('listitem')
      .first();
    const { index, difference } = found.higherInA[0]!;
    const link = first.getByRole('link', { name: `Datapoint ${index}` });
    expect(await link.getAttribute('href')).toBe(`/datapoints/mnist/${index}?run=${place.seeded.good.id}`);
    await expect.poll(() => first.innerText()).toContain(`class ${contestedClass}`);
    expect(difference).toBeGreaterThan(0);
    await expect.poll(() => first.innerText()).toContain(`+${difference.toFixed(1)}`);
  });

  it('keeps what is compared in the address: runs, top, number in colour, back and forward', async () => {
    const page = await open('/compare?dataset=mnist');
    await page.getByText('3 of 3 finished runs compared').click();
    await page.getByRole('checkbox', { name: /^conv-strong/ }).uncheck();
    await page
      .getByRole('link', { name: /conv-strong and/ })
      .first()
      .waitFor({ state: 'detached' });
    await expect.poll(() => page.url()).toContain(`runs=${second.id},${place.seeded.good.id}`);
    await page.getByLabel('Colour by').selectOption('overlap');
    await page.getByLabel('Top (%)').fill('10');
    await page.getByLabel('Top (%)').press('Enter');
    await page.getByText('The top 10 % are the 100 most memorized').waitFor();
    const copied = page.url();
    const cell = page.getByRole('link', { name: /^mnist-quick and mnist-vicreg: Overlap/ });
    const shown = await cell.innerText();
    await page.goBack();
    await page.getByText('The top 5 % are the 50 most memorized').waitFor();
    await visit(page, copied);
    expect(await cell.innerText()).toBe(shown);
  });

  it('has lines so low that ten runs fit two screens', async () => {
    const page = await open('/compare?dataset=mnist', { viewport: { width: 1280, height: 720 } });
    const section = page.getByRole('region', { name: 'Most typical and most atypical, by class and run' });
    await section.getByRole('list', { name: /^Most typical of class 0 in mnist-quick/ }).waitFor();
    const boxOf = async (what: Locator) => (await what.boundingBox())!;
    const rows = page.getByRole('region', { name: 'Matrix of runs' }).getByRole('row');
    const ofRun = section.locator('li li').filter({ has: page.getByText(' · mean ') });
    const [first, second] = [await boxOf(rows.nth(1)), await boxOf(rows.nth(2))];
    const pitch = second.y - first.y + (await boxOf(ofRun.first())).height;
    const main = await boxOf(page.getByRole('main'));
    await expect.poll(() => ofRun.count()).toBe(3);
    expect(main.y + main.height + 7 * pitch).toBeLessThan(2 * 720);
  });

  it('names the rows of the matrix whole where they differ', async () => {
    const { store, seeded } = place;
    const shared = 'Removal of the most memorized digits on mnist: ';
    const rename = async (of: RunRow, name: string) => runs.rename(store, of.id, name);
    await rename(second, `${shared}with the most memorized half`);
    await rename(seeded.noise, `${shared}with a half that was drawn at random`);
    try {
      const page = await open('/compare?dataset=mnist', { viewport: { width: 1280, height: 720 } });
      const heads = page.getByRole('region', { name: 'Matrix of runs' }).getByRole('rowheader');
      await heads.filter({ hasText: '… with the most memorized half' }).waitFor();
      await heads.filter({ hasText: '… with a half that was drawn at random' }).waitFor();
      const cut = await page
        .getByRole('region', { name: 'Matrix of runs' })
        .locator('th a, th small, thead span')
        .evaluateAll((parts) =>
          parts.filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.textContent),
        );
      expect(cut).toEqual([]);
    } finally {
      await rename(second, second.name);
      await rename(seeded.noise, seeded.noise.name);
    }
  });

  it('narrows the disagreements to chosen classes', async () => {
    const page = await open(pairPath());
    await page.getByRole('checkbox', { name: '3', exact: true }).check();
    await page.getByText('over 100 datapoints of class 3').waitFor();
    await expect.poll(() => page.url()).toContain('?class=3');
    const list = page.getByRole('region', { name: 'Higher in b, mnist-vicreg' });
    for (const row of await list.getByRole('listitem').allInnerTexts()) expect(row).toContain('class 3');
  });

  it('says that a disagreement with noise is no finding', async () => {
    const page = await open(`/compare/${place.seeded.good.id}/${place.seeded.noise.id}`);
    await page.getByText('These disagreements are not a finding').waitFor();
    await page.getByText('The ranking of conv-strong is noise').waitFor();
  });

  it('says why two runs cannot be compared, and what to do', async () => {
    const page = await open(`/compare/${place.seeded.good.id}/${place.seeded.running.id}`);
    await page.getByText('has no scores yet').waitFor();
    await page.getByRole('link', { name: 'Choose two runs that can be compared' }).click();
    await page.getByRole('heading', { name: 'Agreement of the rankings' }).waitFor();
  });

  it('shows class by class whom each run finds typical and stably atypical, and a copied link the same', async () => {
    const { good } = place.seeded;
    const label = 3;
    const page = await open(`/compare?runs=${good.id},${second.id}`);
    const section = page.getByRole('region', { name: 'Most typical and most atypical, by class and run' });
    const chip = section.getByRole('checkbox', { name: String(label) });
    // One class is enough to begin with: a row for each run and class is pages long.
    await section.getByRole('heading', { level: 3, name: 'Class 0' }).waitFor();
    await expect.poll(() => section.getByRole('heading', { level: 3 }).count()).toBe(1);
    const firstChip = section.getByRole('checkbox', { name: '0', exact: true });
    expect(await firstChip.isChecked()).toBe(false);
    await chip.check();
    await page.waitForURL(new RegExp(`&class=${label}$`));
    const shownOf = async (end: 'typical' | 'atypical', name: string): Promise<(string | null)[]> => {
      const list = section.getByRole('list', { name: `Most ${end} of class ${label} in ${name}` });
      await list.getByRole('link').first().waitFor();
      return list.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    };
    const expected = async ({ id }: RunRow, end: 'typical' | 'atypical') => {
      const { rows } = await scores.page(place.store, {
        filter: {
          run: id,
          classes: [label],
          ...(end === 'atypical' && { topFraction: { gte: 0.5 } }),
        },
        orderBy: { field: 'VALUE', direction: end === 'typical' ? 'ASC' : 'DESC' },
        first: 5,
      });
      return rows.map(({ index }) => `/datapoints/mnist/${index}?run=${id}`);
    };
    const check = async () => {
      for (const [run, name] of [
        [good, 'mnist-quick'],
        [second, 'mnist-vicreg'],
      ] as const)
        for (const end of ['typical', 'atypical'] as const)
          expect(await shownOf(end, name), `${end} in ${name}`).toEqual(await expected(run, end));
    };
    await check();
    await expect.poll(() => section.getByRole('heading', { level: 3 }).count()).toBe(1);
    expect(await section.getByText('None is in the top 5 % with a probability of 0.5 or more.').count()).toBe(
      0,
    );
    await settled(page, () => page.reload());
    await check();
    await section.getByRole('checkbox', { name: String(contestedClass) }).check();
    await section.getByText('None is in the top 5 % with a probability of 0.5 or more.').waitFor();
    await section.getByRole('checkbox', { name: String(contestedClass) }).uncheck();
    await firstChip.check();
    await section.getByRole('heading', { level: 3, name: 'Class 0' }).waitFor();
    await expect.poll(() => chip.isChecked()).toBe(true);
    await firstChip.uncheck();
    await section.getByRole('combobox', { name: 'Atypical' }).selectOption('highest');
    await page.waitForURL(/&ends=highest$/);
    await chip.uncheck();
    await section.getByRole('heading', { level: 3, name: 'Class 0' }).waitFor();
  });

  it('is whole before any script runs', async () => {
    const page = await open(pairPath(), { javaScriptEnabled: false });
    const higher = page.getByRole('region', { name: /^Higher in a/ });
    await expect.poll(() => higher.getByRole('listitem').count()).toBe(8);
    await page.goto(`${place.url}/compare?dataset=mnist`);
    expect(await page.getByRole('region', { name: 'Matrix of runs' }).getByRole('link').count()).toBe(9);
    await page.goto(`${place.url}/experiments?dataset=mnist`);
    // What comes later pushes down what is being read.
    const tried = page.getByRole('region', { name: 'What was tried' });
    expect(await tried.getByRole('article').count()).toBeGreaterThan(0);
  });

  it('shows across settings what stored runs say, and lists nothing that does not exist', async () => {
    const page = await open('/experiments');
    await page
      .getByRole('row', {
        name: /^mnist-quick SimCLR · views lie [\d.]+ % closer together when trained on 32/,
      })
      .waitFor();
    await page.getByText('small-conv 32-64-128 × digits-strong').waitFor();
    expect(
      await page.getByRole('img', { name: 'Reliability against the number of encoders: 3 points.' }).count(),
    ).toBe(1);
    await page.getByRole('heading', { level: 2, name: 'What was tried' }).waitFor();
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
      'What was tried',
      'Comparisons across settings',
    ]);
    const here = page.getByRole('navigation', { name: 'Main' }).locator('[aria-current]');
    await expect.poll(() => here.innerText()).toBe('Experiments');
  });

  it('gives the words about a run room on a phone', async () => {
    const page = await open('/experiments?dataset=mnist', {
      isPhone: true,
      viewport: { width: 390, height: 844 },
    });
    const words = page.getByRole('rowheader', { name: /^mnist-quick/ }).first();
    expect((await words.boundingBox())!.width).toBeGreaterThan(140);
  });

  it('shows what experiments found, claim by claim, and those that wait', async () => {
    const page = await open('/experiments?dataset=mnist');
    const found = page.getByRole('article', { name: 'Agreement, found' });
    const claim = found
      .getByRole('list', { name: 'Claims of Agreement, found' })
      .getByRole('listitem')
      .first();
    expect(await claim.innerText()).toMatch(
      /^holds: The methods agree more than chance\.\s+estimate 0\.3000 \(95\s% interval 0\.1000 to 0\.5000\) · claimed in arXiv 2401\.12233$/i,
    );
    const rows = found.getByRole('region', { name: 'Spearman correlation by methods' }).getByRole('row');
    expect(await rows.nth(4).innerText()).toMatch(
      /simclr and vicreg\s+ceiling\s+0\.3000\s+0\.1000 to 0\.5000\s+1,000/,
    );
    const ended = await experiments.transition(
      place.store,
      (await createExperiment(place.store, 'Agreement, cancelled', { one: second.id })).id,
      'CANCELLED',
    );
    await page.reload();
    const cancelled = page.getByRole('article', { name: 'Agreement, cancelled' });
    await cancelled.getByText(`experiment resume ${ended.id.slice(0, 8)}`).waitFor();
    const waiting = page.getByRole('article', { name: 'Agreement, waiting' });
    await expect.poll(() => waiting.getByRole('progressbar').count()).toBe(1);
    expect(await waiting.getByRole('table').count()).toBe(0);
  });

  it('leads to one experiment, its page by itself, and its files', async () => {
    const page = await open('/experiments?dataset=mnist');
    await page.getByRole('link', { name: 'Agreement, found' }).click();
    await page.getByRole('heading', { level: 1, name: 'Agreement, found' }).waitFor();
    expect(await page.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual(['Claims', 'Measurements']);
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/experiments/${found.id}`);
    const csv = page.getByRole('link', { name: 'Download claims and measurements as CSV' });
    const file = await (await fetch(new URL((await csv.getAttribute('href'))!, place.url))).text();
    expect(file).toContain('statement,,The methods agree more than chance.,,,0.3,0.1,0.5,,0.95,HOLDS,,');
    await page.getByText('Configuration', { exact: true }).click();
    expect(JSON.parse(await page.getByLabel('Configuration as JSON').innerText())).toEqual(found.config);

    await page.goto(`${place.url}/experiments/${found.id.slice(0, 8)}`);
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/experiments/${found.id}`);
    for (const unknown of ['nothing', '0000beef'])
      expect((await fetch(`${place.url}/experiments/${unknown}`)).status).toBe(404);
  });

  it.each([
    ['a desk', {}],
    ['a phone in the dark', { isPhone: true, colorScheme: 'dark' }],
  ] as const)(
    'says which claims hold, and draws curves beside chance and ceiling, at %s',
    async (_, options) => {
      const page = await open(paths()['one experiment'], options);
      const claims = page.getByRole('list', { name: 'Claims of Agreement, found' }).getByRole('listitem');
      const texts = (await claims.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '));
      expect(texts.map((text) => text.charAt(0).toLowerCase() + text.slice(1))).toEqual([
        expect.stringMatching(/^holds: The methods agree/),
        'does not hold here: Random ones cost more. estimate −0.1400 (95 % interval −0.1800 to −0.1000)',
        'cannot be told: The least memorized cost more. estimate 0.0200 (95 % interval −0.0300 to 0.0700) · A claim takes three repetitions.',
        'not applicable: The bound says something. It is vacuous here.',
      ]);
      const { lines } = seriesCharts(plantedResult.series).find(({ key }) => key === 'accuracy')!;
      // Grid lines, an interval at each place of the first two, 4 curves with 3 points each.
      await expectDrawn(page, lines!);
      const chart = page.getByRole('img', { name: lines!.description });
      const { x, width } = (await chart.boundingBox())!;
      expect(x >= 0 && x + width <= page.viewportSize()!.width).toBe(true);
    },
  );

  it('draws the training of a run with its numbers in a table, and what it cost', async () => {
    const page = await open(`/runs/${place.seeded.good.id}`);
    const training = page.getByRole('region', { name: 'Training', exact: true });
    await training
      .getByRole('img', { name: /^Training loss: median of 32 encoders over 24 epochs/ })
      .waitFor();
    await training.getByText('Alignment loss as a table').click();
    expect(
      await training.getByRole('region', { name: 'Alignment loss as a table' }).getByRole('row').count(),
    ).toBe(25);
    expect(await training.getByText('320,000').isVisible()).toBe(true);
  });

  it('draws the marks that the same specification has as a figure on paper', async () => {
    const { id } = place.seeded.good;
    const page = await open(`/runs/${id}`);
    const {
      scoreHistogram: bins,
      run,
      runs,
    } = await answerOf(
      `{ scoreHistogram(filter: { run: "${id}" }, bins: 48) { edges counts }
         run(id: "${id}") { summary { meanScore interval { low high } } encoders(first: 100) { lossHistory } }
         runs(dataset: "mnist", status: SUCCEEDED, first: 100) { nodes { name encoderCount summary { spearmanBrown } } } }`,
    );
    const { meanScore: value, interval } = run.summary;
    const histogram = histogramSpec({
      bins,
      domain: [bins.edges[0], bins.edges.at(-1)],
      from: null,
      to: null,
      mean: { value, interval },
      meanOf: 'of the run',
    });
    const curves = curvesSpec({
      title: 'Training loss',
      y: { label: 'mean SimCLR loss of an epoch', unit: 'no unit' },
      curves: run.encoders.map(({ lossHistory }: { lossHistory: number[] }) => lossHistory),
    });
    const names = runs.nodes.map(({ name }: { name: string }) => name);
    await expectMarks(page, histogram, 48);
    await page.getByRole('region', { name: 'Training', exact: true }).getByRole('img').first().waitFor();
    await expectMarks(page, curves, 34);
    await page.goto(`${place.url}/experiments?dataset=mnist`);
    await expectMarks(page, reliabilitySpec(runs.nodes, names), 3);
  });

  it.each(['matrix', 'pair', 'experiments', 'one experiment'] as const)(
    'has nothing that axe, a phone or a finger stumbles over, in both themes: %s',
    { tags: 'slow' },
    async (name) => {
      expect(await axeInBothThemes(await open(paths()[name]))).toEqual([]);
      await reader().close();
      const page = await open(paths()[name], { isPhone: true, viewport: { width: 360, height: 740 } });
      expect(await sidewaysOverflow(page)).toBe(0);
      expect(await smallTargets(page)).toEqual([]);
    },
  );
});
