import { canonicalJson, methodCards } from '@engram/core';
import { datasets, runs, sha256 } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { createExperiment } from '../../factories/experiment.ts';
import { config, createRun, publication, scoreRow, summary } from '../../factories/run.ts';
import { withApi } from './api.ts';
import { classCount, thumbnail } from './seed.ts';

const api = withApi();

describe('a run', () => {
  it('tells everything about itself', async () => {
    const { run } = await api.get<{ run: Record<string, unknown> }>(
      `query($id: ID!) { run(id: $id) {
        id name estimator status config configHash codeVersion engine createdAt startedAt finishedAt error encoderCount scoredCount
        dataset { slug } method { key name citation runs(first: 1) { totalCount } }
        progress { run phase fraction etaSeconds message }
        summary { meanScore low high interval { low high } positiveFraction identifiableCount splitHalfSpearman spearmanBrown ranking }
      } }`,
      { id: api.seed.first },
    );
    expect(run).toMatchObject({
      name: 'factory',
      estimator: 'half-split',
      status: 'SUCCEEDED',
      config: canonicalJson(config),
      codeVersion: 'test',
      engine: 'cpu',
      error: null,
      encoderCount: 4,
      scoredCount: 120,
      dataset: { slug: 'digits' },
      method: { key: 'simclr', name: 'SimCLR', runs: { totalCount: 3 } },
      summary: {
        meanScore: summary.meanScore,
        low: 0.05,
        high: 0.2,
        ranking: 'GOOD',
        interval: { low: 0.05, high: 0.2 },
      },
    });
    expect(run.progress).toMatchObject({ run: run.id, phase: 'done', fraction: 1 });
    expect(run.configHash).toBe(sha256(run.config as string));
    expect(new Date(run.finishedAt as string).getTime()).toBeGreaterThanOrEqual(
      new Date(run.createdAt as string).getTime(),
    );
  });

  it('without scores has no summary, and an engine that is pending', async () => {
    const query =
      'query($id: ID!) { run(id: $id) { status engine startedAt summary { meanScore } } classSummaries(run: $id) { count } }';
    expect(await api.get(query, { id: api.seed.queued })).toEqual({
      run: { status: 'QUEUED', engine: 'pending', startedAt: null, summary: null },
      classSummaries: [],
    });
  });

  it('with too few encoders for an interval has none, and no error either', async () => {
    const run = await createRun(api.store, api.seed.dataset, 'RUNNING');
    const row = scoreRow(0, { value: 0.1 });
    await runs.publish(api.store, run.id, {
      ...publication([row]),
      summary: { ...summary, low: null, high: null },
    });
    expect(
      await api.get('query($id: ID!) { run(id: $id) { summary { low high interval { low } } } }', {
        id: run.id,
      }),
    ).toEqual({ run: { summary: { low: null, high: null, interval: null } } });
  });

  it('that does not exist is null', async () => {
    expect(await api.get('{ run(id: "00000000-0000-4000-8000-000000000000") { id } }')).toEqual({
      run: null,
    });
  });
});

describe('a node', () => {
  it('of every type comes back by its id', async () => {
    interface Ids {
      datasets: { id: string; classes: { id: string }[] }[];
      methods: { id: string }[];
      runs: { nodes: { id: string }[] };
      scores: { nodes: { id: string; datapoint: { id: string } }[] };
    }
    const ids = await api.get<Ids>(
      `query($run: ID!) {
        datasets { id classes { id } } methods { id } runs(first: 1) { nodes { id } }
        scores(filter: { run: $run }, first: 1) { nodes { id datapoint { id } } }
      }`,
      { run: api.seed.first },
    );
    const score = ids.scores.nodes[0]!;
    const all = [
      ids.datasets[0]!.id,
      ids.datasets[0]!.classes[1]!.id,
      ids.methods[0]!.id,
      ids.runs.nodes[0]!.id,
      score.id,
      score.datapoint.id,
    ];
    const { nodes } = await api.get<{ nodes: unknown }>(
      'query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }',
      { ids: all },
    );
    const types = ['Dataset', 'LatentClass', 'Method', 'Run', 'Score', 'Datapoint'];
    expect(nodes).toEqual(all.map((id, place) => ({ __typename: types[place], id })));
    for (const id of all)
      expect(await api.get('query($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: { id } });
  });

  it('that is gone is null', async () => {
    const id = btoa(`Score:${api.seed.first}:99999`);
    expect(await api.get('query($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null });
  });
});

describe('datapoints', () => {
  interface LookUp {
    datapoints: ({
      index: number;
      imageUrl: string | null;
      class: { name: string };
      scores: { run: { id: string } }[];
    } | null)[];
  }

  it('come in the order asked for, by index and by content hash, null where unknown', async () => {
    const body = '{ index imageUrl class { name } scores { run { id } } }';
    const byIndex = await api.get<LookUp>(
      `{ datapoints(dataset: "digits", indices: [7, 999, 0, 7]) ${body} }`,
    );
    expect(byIndex.datapoints.map((one) => one?.index)).toEqual([7, undefined, 0, 7]);
    expect(byIndex.datapoints[0]).toMatchObject({ imageUrl: null, class: { name: 'digit 0' } });
    expect(byIndex.datapoints[2]!.imageUrl).toBe(`/images/${sha256(thumbnail)}.png`);
    expect(byIndex.datapoints[0]!.scores).toHaveLength(2);
    const hashes = [sha256('digits 5'), 'unknown', sha256('digits 2')];
    const byHash = await api.get<LookUp>(
      `query($h: [String!]) { datapoints(dataset: "digits", contentHashes: $h) ${body} }`,
      { h: hashes },
    );
    expect(byHash.datapoints.map((one) => one?.index)).toEqual([5, undefined, 2]);
  });

  it('stand in the order of their content hashes, those of equal content behind, and are refused when they are too many', async () => {
    const of = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        index,
        contentHash: index === 1 ? 'one' : 'same',
        class: null,
        thumbnailHash: null,
      }));
    const input = { width: 0, height: 0, channels: 0, hasImages: false, classes: [] };
    for (const [slug, count] of [
      ['twins', 4],
      ['crowd', 200],
    ] as const)
      await datasets.create(api.store, {
        ...input,
        slug,
        name: slug,
        contentHash: slug,
        datapoints: of(count),
      });
    const asked = (slug: string) =>
      `{ datapoints(dataset: "${slug}", contentHashes: ["same", "none", "one"]) { index } }`;
    const { datapoints } = await api.get<LookUp>(asked('twins'));
    expect(datapoints.map((one) => one?.index)).toEqual([0, undefined, 1, 2, 3]);
    expect((await api.refusal(asked('crowd'))).message).toMatch(
      /3 entries, which stand for more than 100 datapoints/,
    );
  });

  it('give the scores of the runs asked for', async () => {
    const query =
      'query($runs: [ID!]) { datapoint(dataset: "digits", index: 3) { scores(runs: $runs) { value run { id } } } }';
    const got = await api.get<{ datapoint: { scores: { value: number; run: { id: string } }[] } }>(query, {
      runs: [api.seed.second],
    });
    expect(got.datapoint.scores).toEqual([
      { value: api.seed.rows.get(api.seed.second)![3]!.value, run: { id: btoa(`Run:${api.seed.second}`) } },
    ]);
  });

  it('of an unknown dataset are null alone, and an error in a look-up', async () => {
    expect(await api.get('{ datapoint(dataset: "none", index: 1) { id } }')).toEqual({ datapoint: null });
    const error = await api.refusal('{ datapoints(dataset: "none", indices: [1]) { id } }');
    expect(error).toMatchObject({ path: ['datapoints'], extensions: { code: 'NOT_FOUND' } });
  });
});

describe('class summaries', () => {
  it('give each class its most typical and most atypical datapoints, nearest the end first', async () => {
    interface Summaries {
      classSummaries: Record<'typical' | 'atypical', { value: number; datapoint: { index: number } }[]>[];
    }
    const score = '{ value datapoint { index } }';
    const got = await api.get<Summaries>(
      `query($run: ID!) { classSummaries(run: $run) { class { index name } count typical ${score} atypical(first: 3) ${score} } }`,
      { run: api.seed.first },
    );
    expect(got.classSummaries).toHaveLength(7);
    const rows = api.seed.rows.get(api.seed.first)!.filter((row) => row.class === 1 && row.value !== null);
    const ends = (sign: number, count: number) =>
      [...rows]
        .sort((a, b) => sign * (a.value! - b.value!) || a.index - b.index)
        .slice(0, count)
        .map((row) => ({ value: row.value, datapoint: { index: row.index } }));
    expect(got.classSummaries[1]).toEqual({
      class: { index: 1, name: 'digit 1' },
      count: rows.length,
      typical: ends(1, 8),
      atypical: ends(-1, 3),
    });
  });
});

describe('class summaries', () => {
  it('give the mean losses of each class over its identifiable scores', async () => {
    const got = await api.get<{ classSummaries: { class: { index: number }; meanAlignment: unknown }[] }>(
      'query($run: ID!) { classSummaries(run: $run) { class { index } meanAlignment { alignmentIn alignmentOut } } }',
      { run: api.seed.first },
    );
    const rows = api.seed.rows.get(api.seed.first)!.filter(({ value }) => value !== null);
    const mean = (of: typeof rows, side: 'alignmentIn' | 'alignmentOut') =>
      of.reduce((sum, row) => sum + row[side]! / of.length, 0);
    expect(got.classSummaries).toHaveLength(classCount);
    for (const { class: label, meanAlignment } of got.classSummaries) {
      const ofClass = rows.filter((row) => row.class === label.index);
      expect(meanAlignment).toEqual({
        alignmentIn: expect.closeTo(mean(ofClass, 'alignmentIn'), 12),
        alignmentOut: expect.closeTo(mean(ofClass, 'alignmentOut'), 12),
      });
    }
  });

  it('within a range of scores have its counts, means and ends, and no intervals', async () => {
    const rows = api.seed.rows
      .get(api.seed.first)!
      .filter((row) => row.value !== null)
      .toSorted((a, b) => a.value! - b.value! || a.index - b.index);
    const { value: gte } = rows[Math.floor(rows.length / 2)]!;
    const { value: lte } = rows[Math.floor((3 * rows.length) / 4)]!;
    const got = await api.get<{ classSummaries: { class: { index: number } }[] }>(
      `query($run: ID!, $value: FloatRange) {
         classSummaries(run: $run, value: $value) {
           class { index } count mean low high meanAlignment { alignmentIn alignmentOut }
           typical(first: 3) { datapoint { index } } atypical(first: 3) { datapoint { index } }
         }
       }`,
      { run: api.seed.first, value: { gte, lte } },
    );
    expect(got.classSummaries).toHaveLength(classCount);
    const indicesOf = (some: typeof rows) => some.map(({ index }) => ({ datapoint: { index } }));
    for (const summary of got.classSummaries) {
      const own = rows.filter(
        (row) => row.class === summary.class.index && row.value! >= gte! && row.value! <= lte!,
      );
      const mean = (of: (row: (typeof rows)[number]) => number) =>
        own.length === 0 ? null : expect.closeTo(own.reduce((sum, row) => sum + of(row), 0) / own.length, 12);
      const descending = own.toSorted((a, b) => b.value! - a.value! || a.index - b.index);
      expect(summary).toEqual({
        class: summary.class,
        count: own.length,
        mean: mean((row) => row.value!),
        low: null,
        high: null,
        meanAlignment: {
          alignmentIn: mean((row) => row.alignmentIn!),
          alignmentOut: mean((row) => row.alignmentOut!),
        },
        typical: indicesOf(own.slice(0, 3)),
        atypical: indicesOf(descending.slice(0, 3)),
      });
    }
  });

  it('leave out of the atypical those that are not surely in the top, and say what a probability is', async () => {
    const document =
      'query($run: ID!, $least: Float) { classSummaries(run: $run) { atypical(first: 100, minTopFraction: $least) { topFraction } } }';
    interface Got {
      classSummaries: { atypical: { topFraction: number | null }[] }[];
    }
    const all = await api.get<Got>(document, { run: api.seed.first, least: null });
    const sure = await api.get<Got>(document, { run: api.seed.first, least: 0.5 });
    for (const [at, { atypical }] of all.classSummaries.entries())
      expect(sure.classSummaries[at]!.atypical).toEqual(
        atypical.filter(({ topFraction }) => topFraction !== null && topFraction >= 0.5),
      );
    expect(sure).not.toEqual(all);
    expect(await api.refusal(document, { run: api.seed.first, least: 1.5 })).toMatchObject({
      message: expect.stringContaining("'minTopFraction' is 1.5"),
      extensions: { code: 'INVALID_ARGUMENT' },
    });
  });
});

describe('methods', () => {
  it('are known by their keys', async () => {
    const got = await api.get(
      '{ methods { key } method(key: "vicreg") { name } other: method(key: "__proto__") { name } }',
    );
    expect(got).toEqual({
      methods: Object.keys(methodCards).map((key) => ({ key })),
      method: { name: 'VICReg' },
      other: null,
    });
  });
});

describe('notes on a run', () => {
  const change = (field: string, args: string) =>
    api.get<Record<string, { run: { tags: string[]; archivedAt: string | null; name: string } }>>(
      `mutation($id: ID!) { ${field}(id: $id, ${args}) { run { id name tags archivedAt } } }`,
      { id: api.seed.second },
    );
  const refusal = async (args: string): Promise<string | undefined> =>
    (
      await api.ask(`mutation($id: ID!) { addRunTags(id: $id, ${args}) { run { id } } }`, {
        id: api.seed.second,
      })
    ).errors?.[0]?.message;
  const listed = async (args = ''): Promise<string[]> =>
    (
      await api.get<{ runs: { nodes: { id: string }[] } }>(`{ runs(first: 100${args}) { nodes { id } } }`)
    ).runs.nodes.map(({ id }) => Buffer.from(id, 'base64').toString().replace('Run:', ''));

  it('are tags that lists are narrowed by, and counted', async () => {
    await change('addRunTags', 'tags: [" Paper ", "figure 2"]');
    const { addRunTags } = await change('addRunTags', 'tags: ["paper"]');
    expect(addRunTags!.run.tags).toEqual(['figure 2', 'paper']);
    expect(await listed(', tag: "PAPER"')).toEqual([api.seed.second]);
    expect(await listed(', tag: "pape"')).toEqual([]);
    expect(await api.get('{ runTags { name count } }')).toEqual({
      runTags: [
        { name: 'figure 2', count: 1 },
        { name: 'paper', count: 1 },
      ],
    });
    const { removeRunTags } = await change('removeRunTags', 'tags: ["figure 2", "none"]');
    expect(removeRunTags!.run.tags).toEqual(['paper']);
    const tooMany = JSON.stringify(Array.from({ length: 50 }, (_, at) => `tag ${at}`));
    expect(await refusal(`tags: ${tooMany}`)).toContain('more than 50 tags');
    expect(await refusal('tags: ["a/b"]')).toContain('letters, digits, spaces');
  });

  it('are told by whether an experiment made them; one that it found or resumed does not count', async () => {
    const all = await listed();
    await createExperiment(api.store, 'asked for one', { one: api.seed.second }, { started: true });
    await createExperiment(api.store, 'found one', { one: api.seed.first });
    const [resumed] = all.filter((id) => ![api.seed.first, api.seed.second].includes(id));
    await createExperiment(api.store, 'resumed one', { one: resumed! }, { started: true, resumed: true });
    expect(await listed(', isOfExperiment: true')).toEqual([api.seed.second]);
    expect(await listed(', isOfExperiment: false')).toEqual(all.filter((id) => id !== api.seed.second));
    expect(await listed(', isOfExperiment: null')).toEqual(all);
  });

  it('keep an archived run out of lists unless asked, and nothing else', async () => {
    const all = await listed();
    const { archiveRun } = await change('archiveRun', 'archived: true');
    expect(archiveRun!.run.archivedAt).toMatch(/^\d{4}-/);
    expect(await listed()).toEqual(all.filter((id) => id !== api.seed.second));
    expect(await listed(', includeArchived: true')).toEqual(all);
    const found = await api.get('query($id: ID!) { run(id: $id) { name } runs(first: 1) { totalCount } }', {
      id: api.seed.second,
    });
    expect(found).toMatchObject({ run: { name: expect.any(String) }, runs: { totalCount: all.length - 1 } });
    await change('archiveRun', 'archived: false');
    expect(await listed()).toEqual(all);
  });
});
