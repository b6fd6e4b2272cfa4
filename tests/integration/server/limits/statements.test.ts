import { readFileSync } from 'node:fs';
import { methodCards } from '@engram/core';
import {
  buildSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { runs, tags } from '@engram/store';
import { createExperiment, publishExperiment } from '../../../factories/experiment.ts';
import { countStatements } from '../../../helpers/postgres/statements.ts';
import { withApi } from '../api.ts';

const api = withApi();
let ensembleId: string;
let experimentId: string;
beforeAll(async () => {
  ensembleId = (await runs.find(api.store, api.seed.first))!.ensembleId;
  experimentId = await plantExperiment();
  for (const index of [1, 2])
    await tags.add(api.store, [{ datasetId: api.seed.dataset.id, index }], ['odd', `tag ${index}`]);
});

/** An experiment on the seed's runs that has succeeded. @returns its id */
async function plantExperiment(): Promise<string> {
  const axis = { label: 'methods', unit: null, categories: ['simclr'] };
  const points = [{ x: 0, y: 0.5, low: null, high: null, n: null }];
  const claim = { claim: 'It is so.', estimate: 0.1, low: -0.1, high: 0.3, confidence: 0.95, reason: null };
  const runs = { a: api.seed.first, b: api.seed.second };
  const experiment = await createExperiment(api.store, 'found', runs);
  await publishExperiment(api.store, experiment, {
    series: ['a', 'b'].map((key) => ({ key, name: key, x: axis, y: { ...axis, categories: null }, points })),
    statements: [{ ...claim, verdict: 'CANNOT_BE_TOLD', source: null }],
  });
  return experiment.id;
}

/** Every query with the statements it may take: one a connection, one a batch of nested objects. */
const budgets: [name: string, query: string, statements: number | 'methods'][] = [
  [
    'a page of scores with all that hangs on it: page with datapoints, run, dataset; classes are kept',
    `query($run: ID!) {
    scores(filter: { run: $run }, first: 100) { nodes { value run { name method { name } } datapoint { index class { name } dataset { slug } } } }
  }`,
    3,
  ],
  [
    'a page of scores and its total: page, count',
    `query($run: ID!) {
    scores(filter: { run: $run }, first: 10) { totalCount nodes { value } }
  }`,
    2,
  ],
  [
    'a page of scores without its total: page',
    `query($run: ID!) { scores(filter: { run: $run }, first: 10) { nodes { value } } }`,
    1,
  ],
  [
    'class summaries with both ends: run, summaries, ends with datapoints; classes are kept',
    `query($run: ID!) {
    classSummaries(run: $run) { class { name } mean typical { value datapoint { imageUrl } } atypical { value datapoint { imageUrl } } }
  }`,
    3,
  ],
  [
    'the mean losses of every class: run, summaries, means; classes are kept',
    `query($run: ID!) { classSummaries(run: $run) { class { name } mean meanAlignment { alignmentIn } } }`,
    3,
  ],
  [
    'classes within a range of scores: run, their numbers, ends with datapoints; classes are kept',
    `query($run: ID!) {
    classSummaries(run: $run, value: { gte: 0 }) { count mean meanAlignment { alignmentIn } typical { value } atypical { value } }
  }`,
    3,
  ],
  [
    'views that a policy makes, and the policies of a dataset: dataset, datapoint, dataset',
    `{ datapoint(dataset: "digits", index: 3) {
      policyViews(policy: "digits-weak") { count operations { key } } dataset { policies { key operations { key } } } } }`,
    3,
  ],
  [
    'mean alignment losses: means',
    `query($run: ID!) { meanAlignment(filter: { run: $run }) { alignmentIn } }`,
    1,
  ],
  [
    'how many scores a filter leaves, and their mean: page, count, mean',
    `query($run: ID!) { scores(filter: { run: $run, value: { gte: 0 } }, first: 1) { totalCount meanValue } }`,
    3,
  ],
  ['who asks: nothing', `{ viewer { scope tokenName } }`, 0],
  ['a histogram: bins', `query($run: ID!) { scoreHistogram(filter: { run: $run }) { counts } }`, 1],
  [
    '100 datapoints with their scores and runs: dataset, datapoints, scores, runs',
    `query($i: [Int!]) {
    datapoints(dataset: "digits", indices: $i) { index scores { value run { name } } }
  }`,
    4,
  ],
  [
    'runs with their datasets: page, datasets',
    `{ runs(first: 100) { nodes { name dataset { name } method { name } } } }`,
    2,
  ],
  [
    'all datasets with their classes and back: datasets twice; classes are kept',
    `{ datasets { name classes { name dataset { slug } } } }`,
    2,
  ],
  [
    'the edges of a page of scores, under a filter by another run and by agreement: runs, page',
    `query($run: ID!, $other: ID!) {
    scores(filter: { run: $run, not: { run: $other, identifiable: false }, agreement: { runs: [$run, $other], topPercent: 50, minRuns: 1 } }, last: 20) {
      edges { cursor node { id } } pageInfo { endCursor }
    }
  }`,
    2,
  ],
  [
    'a page of runs and its total, with what a run carries in itself: page, count',
    `{ runs(first: 10) { totalCount pageInfo { endCursor } edges { node { progress { fraction } summary { meanScore interval { low } meanAlignment { alignmentIn } roleContrasts { interval { low } } } } } } }`,
    2,
  ],
  [
    'a page of runs without its total: page',
    `{ runs(first: 10) { nodes { id } pageInfo { endCursor } } }`,
    1,
  ],
  [
    'the runs of all methods: one page a method',
    `{ methods { name runs(first: 5) { nodes { id } } } }`,
    'methods',
  ],
  ['one method: nothing is asked', `{ method(key: "simclr") { name } }`, 0],
  ['one run with its dataset: run, dataset', `query($run: ID!) { run(id: $run) { dataset { slug } } }`, 2],
  [
    'one datapoint with its scores and their datapoints: dataset, datapoint, scores',
    `{ datapoint(dataset: "digits", index: 3) { scores { datapoint { index } } } }`,
    3,
  ],
  [
    'the views of a datapoint with their distances: dataset, datapoint, run, score, distances, dataset',
    `query($run: ID!) { datapoint(dataset: "digits", index: 3) { views(run: $run) { imageUrl distancesIn } } }`,
    6,
  ],
  [
    'the values of a datapoint under each encoder: dataset, datapoint, run, values',
    `query($run: ID!) { datapoint(dataset: "digits", index: 3) { encoderValues(run: $run) { value } } }`,
    4,
  ],
  [
    'one dataset with its classes: dataset; classes are kept',
    `{ dataset(slug: "digits") { classes { name } } }`,
    1,
  ],
  [
    '100 nodes of five kinds: runs, scores, datapoints, datasets; classes are kept',
    `query($ids: [ID!]!) { nodes(ids: $ids) { id } }`,
    4,
  ],
  ['a node: its row', `query($node: ID!) { node(id: $node) { id } }`, 1],
  [
    'agreement, once its pairs were compared: runs, correlations; rankings are kept',
    `query($run: ID!, $other: ID!) { agreement(runs: [$run, $other]) { k cells { overlap } } }`,
    2,
  ],
  [
    'disagreements with their runs and datapoints, class by class: runs, scores with datapoints; rankings, classes and their differences are kept',
    `query($run: ID!, $other: ID!) { disagreements(a: $run, b: $other, first: 20) {
      a { name } b { name } byClass { class { name } meanDifference }
      higherInA { scoreA { datapoint { class { name } } } scoreB { value } } higherInB { scoreA { value } scoreB { value } }
    } }`,
    2,
  ],
  [
    'a page of ensembles and its total, with their datasets and runs: page, count, datasets, runs',
    `{ ensembles(first: 100) { totalCount pageInfo { endCursor } nodes { name dataset { slug } method { name } runs { name } } edges { node { hash } } } }`,
    4,
  ],
  [
    'the ensemble of each of a page of runs: page, ensembles',
    `{ runs(first: 100) { nodes { measure ensemble { hash } } } }`,
    2,
  ],
  [
    'one ensemble and a page of its runs: ensemble, runs',
    `query($ensemble: ID!) { ensemble(id: $ensemble) { name } runs(first: 10, ensemble: $ensemble) { nodes { name } } }`,
    2,
  ],
  [
    'the encoders of a page of runs: page, encoders',
    `{ runs(first: 10) { nodes { encoders { lossHistory } } } }`,
    2,
  ],
  [
    '100 datapoints with their tags and comments: dataset, datapoints, tags, comments',
    `query($i: [Int!]) { datapoints(dataset: "digits", indices: $i) { tags tagDetails { maker } comments { text } } }`,
    4,
  ],
  [
    'the tags of a dataset with the indices of each: dataset, tags, indices',
    `{ tags(dataset: "digits") { name count indices } }`,
    3,
  ],
  [
    'the experiments with all that they found: page and total, series with points, statements, runs, ensembles, datasets',
    `{ experiments(first: 10) { totalCount pageInfo { hasNextPage } edges { node { name } } nodes {
         progress { fraction } statements { claim } series { x { label } y { label } points { y datapoint { index } } }
         runs { name } ensembles { name } datasets { slug } } } }`,
    8,
  ],
  [
    'an experiment by its id: experiment',
    `query($experiment: ID!) { experiment(id: $experiment) { name } }`,
    1,
  ],
  [
    'the experiments on an ensemble: ensemble, experiments',
    `query($ensemble: ID!) { ensemble(id: $ensemble) { experiments { name } } }`,
    2,
  ],
  [
    'what hangs on a run, and what it memorized most: run, removal, scores',
    `query($run: ID!) { run(id: $run) { removal { scoreCount } mostMemorized { value } } }`,
    3,
  ],
  [
    'what the measure of a run found beside scores: run, layers, units, correlations',
    `query($run: ID!) { run(id: $run) {
       layers { layer low } units { unit datapoint { index } } correlations { spearman low run { name } } } }`,
    4,
  ],
  [
    'the histograms of a page of runs: page, histograms',
    `{ runs(first: 10) { nodes { scoreHistogram(bins: 5) { counts } } } }`,
    2,
  ],
  [
    'the maps of a page of runs: page, maps',
    `{ runs(first: 10) { nodes { representationMap { projection datapointCount } } } }`,
    2,
  ],
  [
    'the layers of a page of runs of one measure: page, layers',
    `{ runs(first: 10, measure: "alignment") { nodes { layers { mean } } } }`,
    2,
  ],
  [
    '100 datapoints with their scores by every measure, their runs and these’ ensembles: dataset, datapoints, scores, runs, ensembles',
    `query($run: ID!, $i: [Int!]) { datapoints(dataset: "digits", indices: $i) { scoresByMeasure(run: $run) { value run { measure isProxy ensemble { id } } } } }`,
    5,
  ],
  ['the saved views, none of which is here of a run: views', `{ savedViews { name runName } }`, 1],
  ['the datapoints with a comment: dataset, comments', `{ commentedDatapoints(dataset: "digits") }`, 2],
  [
    'the list of comments, of which there are none here: comments',
    `{ comments(first: 10) { pageInfo { hasNextPage } edges { node { text } } nodes { datapoint { index } } } }`,
    1,
  ],
  ['the tags of runs: tags', `{ runTags { name count } }`, 1],
  [
    'the workers, of which none is alive here: workers',
    `{ workers { name jobs { encoder run { name } } } }`,
    1,
  ],
  ['the rate limit: nothing is asked', `{ rateLimit { remaining } }`, 0],
];

/** 100 global ids of five types. */
function idsOf(run: string, dataset: string): string[] {
  const id = (...parts: (string | number)[]): string => Buffer.from(parts.join(':')).toString('base64');
  return [
    ...Array.from({ length: 45 }, (_, index) => id('Score', run, index)),
    ...Array.from({ length: 46 }, (_, index) => id('Datapoint', dataset, index)),
    ...Array.from({ length: 7 }, (_, index) => id('LatentClass', dataset, index)),
    id('Run', run),
    id('Dataset', dataset),
  ];
}

/** `Type.field` of every field that leads to an object. */
function objectFields(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !/^__|^(Mutation|Subscription)$|Payload$/.test(type.name))
    .flatMap((type) =>
      Object.values((type as GraphQLObjectType).getFields())
        .filter((field) => isCompositeType(getNamedType(field.type)))
        .map((field) => `${type.name}.${field.name}`),
    );
}

function visited(schema: GraphQLSchema, document: string): string[] {
  const info = new TypeInfo(schema);
  const found: string[] = [];
  visit(
    parse(document),
    visitWithTypeInfo(info, {
      Field: () => void found.push(`${info.getParentType()!.name}.${info.getFieldDef()!.name}`),
    }),
  );
  return found;
}

/** Counted by tests of their own. */
const elsewhere = /snapshot|neighbour|export/i;

describe('statements', () => {
  it('are counted for every field that leads to an object', async () => {
    const schema = buildSchema(
      readFileSync(new URL('../../../../server/schema.graphql', import.meta.url), 'utf8'),
    );
    const seen = new Set(budgets.flatMap(([, query]) => visited(schema, query)));
    const due = objectFields(schema).filter((field) => !elsewhere.test(field));
    expect(due.length).toBeGreaterThan(30);
    expect(due.filter((field) => !seen.has(field))).toEqual([]);
  });

  it.each(budgets)('%s', async (_name, query, statements) => {
    const i = Array.from({ length: 100 }, (_, index) => index);
    const variables = {
      ...(query.includes('$run') && { run: api.seed.first }),
      ...(query.includes('$other') && { other: api.seed.second }),
      ...(query.includes('$ids') && { ids: idsOf(api.seed.first, api.seed.dataset.id) }),
      ...(query.includes('$node') && { node: idsOf(api.seed.first, api.seed.dataset.id)[0] }),
      ...(query.includes('$ensemble') && { ensemble: ensembleId }),
      ...(query.includes('$experiment') && { experiment: experimentId }),
      ...(query.includes('$i:') && { i }),
    };
    await api.get(query, variables);
    expect(await countStatements(() => api.get(query, variables))).toBe(
      statements === 'methods' ? Object.keys(methodCards).length : statements,
    );
  });
});
