import { describe, expect, it } from 'vitest';
import { countStatements } from '../../helpers/statements.ts';
import { withApi } from './api.ts';

const api = withApi();

/** Every query with the statements it may take: one a connection, one a batch of nested objects. */
const budgets: [name: string, query: string, statements: number][] = [
  [
    'a page of scores with all that hangs on it: run, page with datapoints, dataset; classes are kept',
    `query($run: ID!) {
    scores(filter: { run: $run }, first: 100) { nodes { value run { name method { name } } datapoint { index class { name } dataset { slug } } } }
  }`,
    3,
  ],
  [
    'a page of scores and its total: run, page, count',
    `query($run: ID!) {
    scores(filter: { run: $run }, first: 10) { totalCount nodes { value } }
  }`,
    3,
  ],
  [
    'a page of scores without its total: run, page',
    `query($run: ID!) { scores(filter: { run: $run }, first: 10) { nodes { value } } }`,
    2,
  ],
  [
    'class summaries with both ends: run, summaries, ends with datapoints; classes are kept',
    `query($run: ID!) {
    classSummaries(run: $run) { class { name } mean typical { value datapoint { imageUrl } } atypical { value datapoint { imageUrl } } }
  }`,
    3,
  ],
  ['a histogram: run, bins', `query($run: ID!) { scoreHistogram(filter: { run: $run }) { counts } }`, 2],
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
];

describe('statements', () => {
  it.each(budgets)('%s', async (_name, query, statements) => {
    const i = Array.from({ length: 100 }, (_, index) => index);
    const variables = {
      ...(query.includes('$run') && { run: api.seed.first }),
      ...(query.includes('$i') && { i }),
    };
    await api.get(query, variables);
    expect(await countStatements(() => api.get(query, variables))).toBe(statements);
  });
});
