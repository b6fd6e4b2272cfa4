import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engram } from '../../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../../helpers/processes/engram-home.ts';

let place: EngramHome;
beforeAll(async () => {
  place = await openHome();
});
afterAll(() => place.close());

const run = (...args: string[]) => engram(['token', ...args], place);
const dayMs = 86_400_000;
interface Made {
  id: string;
  token: string;
  expiresAt: string;
}
const json = async <T>(...args: string[]): Promise<T> =>
  JSON.parse((await run(...args, '--json')).stdout) as T;

describe('engram token', () => {
  it('prints a new token once, alone on stdout', async () => {
    const outcome = await run('create', '--name', 'notebook');
    expect(outcome.exitCode, outcome.stderr).toBe(0);
    expect(outcome.stdout).toMatch(/^engram_[\w-]{43}\n$/);
    const everything = [await run('list'), await run('list', '--json')].map((o) => o.stdout + o.stderr);
    expect(everything.join()).toContain('notebook');
    expect(everything.join()).not.toContain(outcome.stdout.trim().slice('engram_'.length));
  });

  it('gives machines id, name, scope, end and token', async () => {
    const made = await json<Made>('create', '--name', 'ci', '--scope', 'runs:write', '--expires', '12h');
    expect(Object.keys(made)).toEqual(['id', 'name', 'scope', 'expiresAt', 'token']);
    expect(made).toMatchObject({ name: 'ci', scope: 'runs:write' });
    expect((Date.parse(made.expiresAt) - Date.now()) / dayMs).toBeCloseTo(0.5, 2);
    const { expiresAt } = await json<Made>('create', '--name', 'default');
    expect((Date.parse(expiresAt) - Date.now()) / dayMs).toBeCloseTo(90, 1);
  });

  it('lists states, and revokes', async () => {
    const { id } = await json<Made>('create', '--name', 'old');
    // The beginning of an id will do.
    expect(await json('revoke', id.slice(0, 9))).toMatchObject({ id, state: 'revoked' });
    expect(await json('revoke', id)).toMatchObject({ id, state: 'revoked' });
    const listed = await json<{ id: string; state: string; lastUsedAt: null }[]>('list');
    expect(listed.find((one) => one.id === id)).toMatchObject({ state: 'revoked', lastUsedAt: null });
    expect(listed.filter((one) => one.state === 'active')).toHaveLength(3);
  });

  it.each<[string[], number, RegExp]>([
    [['create'], 2, /--name/],
    [['create', '--name', ' '], 2, /1 to 100 characters/],
    [['create', '--name', 'x', '--scope', 'write'], 2, /read, annotate, runs:write, admin/],
    [['create', '--name', 'x', '--expires', 'never'], 2, /such as 12h, 90d/],
    [['create', '--name', 'x', '--expires', '0d'], 2, /such as 12h, 90d/],
    [['create', '--name', 'x', '--expires', '11y'], 2, /up to ten years/],
    [['revoke', 'abc'], 2, /at least the first 4 characters/],
    [['revoke', '00000000'], 5, /engram token list/],
    [['revoke', '00000000-0000-4000-8000-000000000000'], 5, /engram token list/],
  ])('refuses %j', async (args, exitCode, words) => {
    const outcome = await run(...args);
    expect([outcome.exitCode, outcome.stdout]).toEqual([exitCode, '']);
    expect(outcome.stderr).toMatch(words);
  });
});
