import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDataset, createRun, publication, scoreRow } from '../../factories/run.ts';
import { runs } from '@engram/store';
import { engram } from '../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../helpers/processes/engram-home.ts';

let place: EngramHome;
let run: string;
beforeAll(async () => {
  place = await openHome();
  const dataset = await createDataset(place.store, 4);
  run = (await createRun(place.store, dataset, 'RUNNING')).id;
  await runs.publish(place.store, run, publication([0, 1, 2, 3].map((index) => scoreRow(index))));
});
afterAll(() => place.close());

const snapshot = (...args: string[]) => engram(['snapshot', ...args], place);

/** A paper with a number that holds, one that does not, and one that no store can check. */
async function checkPaper(hash: string): Promise<void> {
  const { rows } = await place.store.pool.query<{ value: number }>(
    'SELECT value FROM score WHERE run_id = $1 AND index = 1',
    [run],
  );
  const claim = (digest: string) => `https://e.org/s/${digest}?run=${run}\\&index=1\\&claim=score`;
  const paper = join(place.home, 'paper.tex');
  const right = rows[0]!.value.toFixed(3);
  writeFileSync(
    paper,
    `\\href{${claim(hash)}}{${right}}\n\\href{${claim(hash)}}{-9.5}\n\\href{${claim('0'.repeat(64))}}{1}`,
  );
  const checked = await engram(['verify', paper], place);
  expect(checked.exitCode, checked.stderr).toBe(3);
  expect(checked.stdout).toContain(`paper.tex:1: holds: ${right}`);
  expect(checked.stdout).toContain(`paper.tex:2: differs: printed -9.5, actual ${rows[0]!.value}`);
  expect(checked.stdout).toMatch(/paper.tex:3: cannot be checked: the store has no such snapshot/);
}

/** A figure whose numbers hold as long as the store does. */
async function checkFigure(hash: string): Promise<void> {
  const pdf = join(place.home, 'figure.pdf');
  const published = { ...place, env: { ...place.env, ENGRAM_PUBLIC_URL: 'https://scores.example.org' } };
  const drawn = await engram(
    ['snapshot', 'figure', hash.slice(0, 10), 'histogram-1', '--out', pdf],
    published,
  );
  expect(drawn.stdout, drawn.stderr).toContain('Distribution of scores');
  const checked = await engram(['verify', pdf], place);
  expect(checked.exitCode, checked.stderr).toBe(0);
  expect(checked.stdout).toMatch(/figure\.pdf: page 1: holds: 0\.1200/);
}

/** A link is printed once, and listed without its token. */
async function checkReview(hash: string): Promise<void> {
  const made = await snapshot('review', 'create', hash.slice(0, 8), '--expires', '12h', '--json');
  const { id, link } = JSON.parse(made.stdout) as { id: string; link: string };
  const [, token] = /^http:\/\/localhost:\d+\/review\/engram_review_([\w-]{43})$/.exec(link)!;
  const revoked = await snapshot('review', 'revoke', id.slice(0, 8));
  expect(revoked.stdout, revoked.stderr).toContain(`Revoked the link ${id}`);
  const listed = await snapshot('review', 'list');
  expect(listed.stdout).toContain('revoked');
  expect(listed.stdout).not.toContain(token);
}

describe('engram snapshot', () => {
  it('publishes, lists, shows and verifies', async () => {
    const args = ['create', run.slice(0, 8), '--title', 'My scores', '--license', 'CC-BY-4.0'];
    const made = await snapshot(
      ...args,
      '--authors',
      'Ada Lovelace (0000-0002-1825-0097); {A Group}',
      '--json',
    );
    expect(made.exitCode, made.stderr).toBe(0);
    // The place of this test has no public address.
    expect(made.stderr).toMatch(/Only this machine opens the address .*ENGRAM_PUBLIC_URL.*--site/s);
    const record = JSON.parse(made.stdout) as { hash: string };
    expect(record).toMatchObject({
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      title: 'My scores',
      authors: [{ name: 'Ada Lovelace', orcid: '0000-0002-1825-0097' }, { name: 'A Group' }],
      license: 'CC-BY-4.0',
      runs: [run],
      created: true,
    });
    const [listed, shown, verified, table] = await Promise.all([
      snapshot('list'),
      snapshot('show', record.hash.slice(0, 10), '--json'),
      snapshot('verify', `https://scores.example.org/s/${record.hash}`),
      snapshot('table', record.hash, '--format', 'markdown', '--columns', 'index,score', '--top', '2'),
    ]);
    expect(listed.stdout).toContain('Ada Lovelace; A Group');
    expect(JSON.parse(shown.stdout)).toMatchObject({ hash: record.hash, title: 'My scores' });
    expect(verified.exitCode).toBe(0);
    expect(table.stdout.match(/^\| \d+ \| [−0-9.]+ \|$/gm), table.stderr).toHaveLength(2);
    expect(verified.stdout).toMatch(/holds {4}run/);
    await Promise.all([checkPaper(record.hash), checkFigure(record.hash)]);
    await checkReview(record.hash);
    const amended = await snapshot('amend', record.hash, '--license', 'MIT');
    expect(amended.exitCode).toBe(6);
    expect(amended.stderr).toContain('has other licence already');
    await place.store.pool.query('UPDATE score SET value = 1 WHERE run_id = $1 AND index = 2', [run]);
    const differs = await snapshot('verify', record.hash);
    expect(differs.exitCode).toBe(3);
    expect(differs.stdout).toMatch(/differs {2}run .* has other scores/);
    expect(differs.stderr).toContain(run);
  });

  it('names the papers that a run owes, as entries and as a list', async () => {
    const [bibtex, record] = await Promise.all([
      engram(['cite', run, '--format', 'bibtex'], place),
      engram(['cite', run.slice(0, 8), '--json'], place),
    ]);
    expect(bibtex.stdout).toMatch(/^@inproceedings\{wang2024memorization,/);
    expect(bibtex.stdout).toContain('@inproceedings{chen2020simple,');
    expect(JSON.parse(record.stdout)).toMatchObject({
      run,
      papers: expect.arrayContaining([expect.objectContaining({ arxiv: '2002.05709' })]),
      methods: { text: expect.stringMatching(/^We computed/), latex: expect.stringContaining('\\citep{') },
    });
  });

  it.each([
    [['show', 'zzzz'], 2, /not the hash of a snapshot/],
    [['verify', 'ffffffff'], 5, /snapshot list/],
    [['table', 'ffffffff', '--columns', 'skore'], 2, /Did you mean score/],
    [['figure', 'ffffffff', 'histogram-1', '--out', 'x.png'], 2, /must end with \.svg, \.pdf or \.csv/],
    [['figure', 'ffffffff', 'x', '--out', 'x.pdf', '--width', '4'], 2, /3\.25 or 6\.75/],
    [
      ['create', '00000000-0000-4000-8000-000000000000', '--title', 'T'],
      5,
      /no run or experiment '0{8}.*engram runs and .*engram experiment list/,
    ],
    [['review', 'create', 'ffffffff'], 5, /snapshot list/],
    [['review', 'revoke', 'ffffffff'], 5, /no review link 'ffffffff'/],
  ] as const)('refuses %j', async (args, exitCode, message) => {
    const outcome = await snapshot(...args);
    expect(outcome.exitCode).toBe(exitCode);
    expect(outcome.stderr).toMatch(message);
  });
});
