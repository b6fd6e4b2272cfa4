import { experiments } from '@engram/store';
import { expect, it } from 'vitest';
import { withSession } from '../../../prisma/src/connections/sessions.ts';
import { withApi } from './api.ts';
import { askAs } from './http/access.ts';

const api = withApi({ runSettings: { codeVersion: 'test-version', presets: {} } });
const fields = 'experiment { id kind name status codeVersion config }';
const create = `mutation($input: CreateExperimentInput!) { createExperiment(input: $input) { ${fields} } }`;
const onDigits = {
  kind: 'agreement',
  config: '{"run": {"dataset": "digits"}, "seeds": 3}',
  name: 'asked by the API',
};

interface Answer {
  experiment: { id: string; kind: string; name: string; status: string; codeVersion: string; config: string };
}
const change = async (mutation: string, id: string): Promise<Answer['experiment']> => {
  const text = `mutation($id: ID!) { ${mutation}(id: $id) { ${fields} } }`;
  return (await api.get<Record<string, Answer>>(text, { id }))[mutation]!.experiment;
};
const jobs = (id: string): Promise<{ status: string }[]> =>
  withSession(api.store.systemUrl, async (session) => {
    const { rows } = await session.query<{ status: string }>(
      `SELECT status FROM ${api.store.queueSchema}.workflow_status WHERE workflow_uuid LIKE '%' || $1 || '%' ORDER BY created_at`,
      [id],
    );
    return rows;
  });

it('an experiment is queued with the changes that it is given, cancelled, and resumed', async () => {
  const { experiment } = (await api.get<{ createExperiment: Answer }>(create, { input: onDigits }))
    .createExperiment;
  const [stored] = (await experiments.page(api.store, { first: 1 })).rows;
  const key = stored!.id;
  expect(experiment).toMatchObject({
    ...{ kind: 'agreement', name: 'asked by the API', status: 'QUEUED', codeVersion: 'test-version' },
  });
  expect(JSON.parse(experiment.config)).toMatchObject({ seeds: 3, run: { dataset: 'digits' } });
  expect(await jobs(key)).toMatchObject([{ status: 'ENQUEUED' }]);

  expect(await change('cancelExperiment', key.slice(0, 8))).toMatchObject({
    id: experiment.id,
    status: 'CANCELLED',
  });
  expect(await jobs(key)).toMatchObject([{ status: 'CANCELLED' }]);
  expect(api.logged.map(({ message }) => message)).toEqual([
    'queued an experiment',
    'cancelled an experiment',
  ]);

  expect(await change('resumeExperiment', experiment.id)).toMatchObject({
    id: experiment.id,
    status: 'QUEUED',
  });
  expect(await jobs(key)).toMatchObject([{ status: 'CANCELLED' }, { status: 'ENQUEUED' }]);
  expect(await experiments.find(api.store, key)).toMatchObject({ attempt: 1 });

  const again = await askAs(api, null, `mutation { resumeExperiment(id: "${key}") { experiment { id } } }`);
  expect(again.errors![0]!.extensions.code).toBe('CONFLICT');
});

it.each([
  [{ kind: 'agrement' }, 'INVALID_ARGUMENT', "'agreement'"],
  [{ kind: 'agreement', config: '{"seeds": ' }, 'INVALID_ARGUMENT', 'is not a JSON object'],
  [{ kind: 'agreement', config: '{"seeds": 1}' }, 'INVALID_CONFIG', 'seeds'],
  [{ kind: 'agreement', config: '{"run": {"dataset": "absent"}}' }, 'NOT_FOUND', "'absent'"],
])('%j is refused, and nothing is stored', async (input, code, words) => {
  const before = await experiments.count(api.store);
  const { errors } = await askAs(api, null, create, { input });
  expect(errors![0]).toMatchObject({
    extensions: { code },
    message: expect.stringContaining(words) as string,
  });
  expect(await experiments.count(api.store)).toBe(before);
});
