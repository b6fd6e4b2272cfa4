import { readFileSync } from 'node:fs';
import { buildSchema, coerceInputValue, parse, typeFromAST, validate, type GraphQLInputType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { pageQuery } from '../../../web/src/features/share/page-query.ts';
import { runsOfPage } from '../../../web/src/features/share/runs-of-page.ts';
import { shareTexts } from '../../../web/src/features/share/share-texts.ts';

const schema = buildSchema(readFileSync('server/schema.graphql', 'utf8'));
const run = '0f0e0d0c-0b0a-4909-8807-060504030201';
const of = (address: string) => {
  const { pathname, searchParams } = new URL(address, 'http://localhost');
  return pageQuery(pathname, searchParams)!;
};

/** Problems of a request, as the API would find them before it runs it. */
function problemsOf({ query, variables }: ReturnType<typeof of>): string[] {
  const document = parse(query);
  const problems = validate(schema, document).map(({ message }) => message);
  for (const definition of document.definitions) {
    if (definition.kind !== 'OperationDefinition') continue;
    const declared = definition.variableDefinitions ?? [];
    for (const { variable, type } of declared)
      coerceInputValue(
        variables[variable.name.value] ?? null,
        typeFromAST(schema, type as never) as GraphQLInputType,
        (path, _value, error) => problems.push(`${variable.name.value}.${path.join('.')}: ${error.message}`),
      );
    const names = declared.map(({ variable }) => variable.name.value);
    problems.push(...Object.keys(variables).filter((name) => !names.includes(name)));
  }
  return problems;
}

describe('what a page shows, as a request to the API', () => {
  it.each([
    '/',
    `/runs/${run}`,
    `/runs/${run}?class=3,6&from=0.01&to=0.05&order=value-asc`,
    `/runs/${run}/explore?class=3&from=0.01&percentile=90&stable=0.5&fdr=0.05&tags=odd&roles=shared&identifiable=yes&order=top-desc`,
    `/compare?runs=${run},0f0e&top=10`,
    '/compare',
    `/compare/${run}/0f0e?class=3`,
    `/datapoints/a%2Fb/7?run=${run}`,
    '/experiments?dataset=mnist',
    '/experiments/0f0e',
    '/s/0f0e0d0c0b0a',
    '/?q=quick&dataset=mnist&method=simclr&status=succeeded&tag=odd&archived=yes&experiments=yes',
    '/comments',
    '/workers',
    '/views',
    '/views?dataset=mnist&index=7&policy=digits-weak&count=20&seed=3',
  ])('is valid: %s', (address) => {
    expect(problemsOf(of(address))).toEqual([]);
  });

  it('says of each cell of a matrix which two runs it compares', () => {
    expect(of(`/compare?runs=${run},0f0e`).query).toMatch(/cells \{ a b /);
  });

  it('filters as the page does, and says what it leaves out', () => {
    const found = of(`/runs/${run}/explore?class=3&from=0.01&identifiable=no&tags=odd&fdr=0.05`);
    expect(found.variables.filter).toEqual({
      run,
      classes: [3],
      value: { gte: 0.01 },
      fdr: { lte: 0.05 },
      tags: ['odd'],
      identifiable: false,
    });
    expect(found.missing).toBeNull();
    expect(of(`/runs/${run}/explore?against=${run}&lasso=0,0~1,0~1,1&yfrom=1`).missing).toBe(
      'the lasso and the bounds on the other run',
    );
  });

  it('follows the filters of the list of runs and of experiments, and what the page of views draws', () => {
    expect(of('/').variables).toEqual({ first: 50, includeArchived: false, isOfExperiment: false });
    expect(of('/?dataset=mnist&status=failed&experiments=yes').variables).toEqual({
      ...{ first: 50, dataset: 'mnist', status: 'FAILED', includeArchived: false },
    });
    expect(of('/experiments?dataset=mnist').variables).toEqual({ dataset: 'mnist' });
    expect(of('/views?dataset=mnist&index=7&policy=digits-weak&seed=3').variables).toEqual({
      ...{ dataset: 'mnist', index: 7, policy: 'digits-weak', count: 10, seed: 3 },
    });
  });

  it('asks for the runs that the page of comparisons chose itself, and for nothing on a page of the docs', () => {
    const chosen = [run, '1f0e0d0c-0b0a-4909-8807-060504030201'];
    const found = pageQuery('/compare', new URLSearchParams('top=10'), chosen)!;
    expect(found.variables).toEqual({ runs: chosen, topPercent: 10 });
    expect(runsOfPage(found)).toEqual(chosen);
    // One run is compared with none; its scores are what there is.
    for (const alone of [pageQuery('/compare', new URLSearchParams(), [run])!, of(`/compare?runs=${run}`)]) {
      expect(alone.query).toContain('scores(filter: $filter');
      expect(alone.variables.filter).toEqual({ run });
      expect(runsOfPage(alone)).toEqual([run]);
    }
    expect(pageQuery('/docs/tutorial', new URLSearchParams())).toBeNull();
    expect(pageQuery('/sign-in', new URLSearchParams())).toBeNull();
  });

  it('names dataset and index of a datapoint, and the run that it is seen from', () => {
    const { variables, run: seen } = of(`/datapoints/a%2Fb/7?run=${run}`);
    expect(variables).toEqual({ dataset: 'a/b', index: 7 });
    expect(seen).toBe(run);
    // A bad escape is no reason for an error.
    expect(of('/datapoints/%E0%A4%A/7').variables.index).toBe(7);
  });
});

describe('the same in other languages', () => {
  it('is Python whatever the values', () => {
    const [, python] = shareTexts(
      {
        query: '{ a }',
        variables: { yes: true, none: null, list: [1, 'q"uote'], inner: { no: false } },
        run: null,
        missing: null,
      },
      null,
    );
    expect(python!.text).toContain(
      'variables = {"yes": True, "none": None, "list": [1, "q\\"uote"], "inner": {"no": False}}',
    );
  });

  it('names the API where the reader reaches it', () => {
    const here = 'http://127.0.0.1:4321';
    for (const { title, hint, text } of shareTexts(of(`/runs/${run}`), here))
      expect(hint + text, title).toContain(here);
    expect(JSON.stringify(shareTexts(of(`/runs/${run}`), here))).not.toContain(':4000');
  });

  it('states no address as a fact where none is known, and writes the usual one into code', () => {
    const unknown = shareTexts(of(`/runs/${run}`), null);
    for (const { hint, title } of unknown) expect(hint, title).not.toContain('localhost');
    expect(unknown[0]!.hint).toContain('port 4000 unless set otherwise');
    expect(unknown[1]!.text).toContain('"http://localhost:4000"');
  });

  it('has files only for a page of one run, and says what they leave out', () => {
    const titles = (address: string) => shareTexts(of(address), null).map(({ title }) => title);
    expect(titles(`/runs/${run}`)).toContain('All scores by a command');
    expect(titles('/')).toEqual(['As GraphQL', 'As Python']);
    const [graphql] = shareTexts(of(`/runs/${run}/explore?against=${run}&lasso=0,0~1,0~1,1`), null);
    expect(graphql!.hint).toContain('Without the lasso, which only the page applies.');
  });
});

it.each([
  [`/runs/${run}/explore?class=3`, [run]],
  [`/datapoints/mnist/7?run=${run}`, [run]],
  [`/compare?runs=${run},0f0e`, [run, '0f0e']],
  [`/compare/${run}/0f0e`, [run, '0f0e']],
  ['/experiments', []],
])('the figures of %s are those of its runs', (address, runs) => {
  expect(runsOfPage(of(address))).toEqual(runs);
});
