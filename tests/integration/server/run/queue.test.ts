import { runs } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { config } from '../../../factories/run.ts';
import { withApi } from '../api.ts';
import { askAs } from '../http/access.ts';

const runSettings = { codeVersion: 'test-version', presets: { tiny: { ...config, epochs: 7 } } };
const api = withApi({ runSettings });
const create =
  'mutation($input: CreateRunInput!) { createRun(input: $input) { run { id name status config codeVersion } } }';

interface Created {
  createRun: { run: { id: string; name: string; status: string; config: string; codeVersion: string } };
}

describe('createRun', () => {
  it('queues a preset with changes', async () => {
    const input = {
      dataset: 'digits',
      preset: 'tiny',
      config: '{"method": {"key": "vicreg"}, "seed": 5}',
      name: 'mine',
    };
    const { run } = (await api.get<Created>(create, { input })).createRun;
    expect(run).toMatchObject({ name: 'mine', status: 'QUEUED', codeVersion: 'test-version' });
    expect(JSON.parse(run.config)).toMatchObject({
      dataset: 'digits',
      epochs: 7,
      seed: 5,
      method: { key: 'vicreg' },
    });
  });

  it('queues a configuration of its own', async () => {
    const input = { dataset: 'digits', config: JSON.stringify({ ...config, dataset: 'other', name: 'own' }) };
    expect((await api.get<Created>(create, { input })).createRun.run.name).toBe('own');
  });

  it('leaves it to workers with a label', async () => {
    const input = { dataset: 'digits', preset: 'tiny', needs: 'gpu' };
    const asked = create.replace('run { id', 'run { needs id');
    const { run } = (await api.get<Created>(asked, { input })).createRun;
    expect(run).toMatchObject({ needs: 'gpu' });
    expect(await api.get(`{ run(id: "${run.id}") { needs progress { message } } }`)).toEqual({
      run: { needs: 'gpu', progress: { message: 'waits for a worker with the label gpu' } },
    });
    const { createRun } = await api.get<Created>(asked, { input: { ...input, needs: null } });
    expect(createRun.run).toMatchObject({ needs: null });
  });

  it('logs the ids of request and run in one line', async () => {
    const input = { dataset: 'digits', preset: 'tiny', name: 'logged' };
    const { headers, data } = await askAs<Created>(api, null, create, { input });
    expect(data?.createRun.run.name).toBe('logged');
    const lines = api.logged as { requestId?: string; run?: string }[];
    const line = lines.find(({ requestId }) => requestId === headers.get('x-request-id'));
    expect(line).toMatchObject({ message: 'queued a run' });
    expect(await runs.find(api.store, line!.run!)).toMatchObject({ name: 'logged' });
    const { id } = data!.createRun.run;
    const cancelled = await askAs(api, null, 'mutation($id: ID!) { cancelRun(id: $id) { run { id } } }', {
      id,
    });
    const requestId = cancelled.headers.get('x-request-id');
    expect(api.logged).toContainEqual({ message: 'cancelled a run', requestId, run: line!.run });
  });

  it.each([
    [{ dataset: 'digits' }, 'INVALID_ARGUMENT', "Give a 'preset', a 'config' in JSON, or both"],
    [{ dataset: 'digits', preset: 'toString' }, 'INVALID_ARGUMENT', 'there are tiny'],
    [{ dataset: 'digits', config: '{"epochs": ' }, 'INVALID_ARGUMENT', 'is not a JSON object'],
    [{ dataset: 'digits', config: '[]' }, 'INVALID_ARGUMENT', 'is not a JSON object'],
    [{ dataset: 'digits', preset: 'tiny', config: '{"epoch": 3}' }, 'INVALID_CONFIG', 'epoch'],
    [{ dataset: 'digits', preset: 'tiny', config: '{"epochs": -1}' }, 'INVALID_CONFIG', 'epochs: '],
    [
      { dataset: 'digits', preset: 'tiny', config: '{"method": {"key": "mae", "patch": 11}}' },
      'INVALID_CONFIG',
      'method.patch: ',
    ],
    [{ dataset: 'digits', preset: 'tiny', needs: 'GPU, please' }, 'INVALID_ARGUMENT', 'a label has 1 to 32'],
    [{ dataset: 'absent', preset: 'tiny' }, 'NOT_FOUND', "'absent'"],
  ])('refuses %j', async (input, code, words) => {
    const error = await api.refusal(create, { input });
    expect(error.extensions.code).toBe(code);
    expect(error.message).toContain(words);
  });
});

describe('cancelRun and resumeRun', () => {
  it('stop a queued run and queue it again', async () => {
    const input = { dataset: 'digits', preset: 'tiny' };
    const { id } = (await api.get<Created>(create, { input })).createRun.run;
    const cancel = 'mutation($id: ID!) { cancelRun(id: $id) { run { status } } }';
    expect(await api.get(cancel, { id })).toEqual({ cancelRun: { run: { status: 'CANCELLED' } } });
    expect((await api.refusal(cancel, { id })).extensions.code).toBe('CONFLICT');
    const resume = 'mutation($id: ID!) { resumeRun(id: $id) { run { status } } }';
    expect(await api.get(resume, { id })).toEqual({ resumeRun: { run: { status: 'QUEUED' } } });
    expect((await api.refusal(resume, { id: api.seed.first })).extensions.code).toBe('CONFLICT');
  });

  it('are refused to a page that rebinds its name to this machine', async () => {
    const { request } = await import('node:http');
    const { port } = new URL(api.url);
    const body = JSON.stringify({
      query: 'mutation($id: ID!) { cancelRun(id: $id) { run { id } } }',
      variables: { id: api.seed.queued },
    });
    const text = await new Promise<string>((resolve, reject) => {
      const headers = { host: `evil.example:${port}`, 'content-type': 'application/json' };
      request({ hostname: '127.0.0.1', port, path: '/graphql', method: 'POST', headers }, (response) => {
        response.setEncoding('utf8');
        let received = '';
        response.on('data', (chunk: string) => (received += chunk)).on('end', () => resolve(received));
      })
        .on('error', reject)
        .end(body);
    });
    expect(text).toContain('FORBIDDEN');
    expect((await runs.find(api.store, api.seed.queued))!.status).toBe('QUEUED');
  });
});

describe('runProgress', () => {
  it('streams how far a run is until it has finished', async () => {
    const query = 'subscription($id: ID!) { runProgress(id: $id) { phase fraction message } }';
    await runs.transition(api.store, api.seed.queued, 'RUNNING');
    const response = await fetch(`${api.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query, variables: { id: api.seed.queued } }),
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const progress = { phase: 'train', fraction: 0.5, etaSeconds: 3, message: 'encoder 2 of 4' } as const;
    await runs.reportProgress(api.store, api.seed.queued, progress);
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      const isNew = !text.includes('encoder 2 of 4');
      text += chunk;
      // It is over only once the stream has told how far it was.
      if (isNew && text.includes('encoder 2 of 4'))
        await runs.transition(api.store, api.seed.queued, 'CANCELLED');
    }
    expect(text).toContain(
      'event: next\ndata: {"data":{"runProgress":{"phase":"train","fraction":0.5,"message":"encoder 2 of 4"}}}',
    );
    expect(text.endsWith('event: complete\ndata: \n\n')).toBe(true);
  });

  it.each([
    ['{ datasets { id } }', {}, 'Only subscriptions are streamed here'],
    ['subscription { runProgress(id: "x") { phase } }', {}, "'id' is not the id of a run"],
    ['subscription { nothing }', {}, 'Cannot query field'],
  ])('refuses %s', async (query, variables, words) => {
    const response = await fetch(`${api.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(words);
  });
});
