import { Cite } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';
import { parse as parseYaml } from 'yaml';
import { beforeAll, describe, expect, it } from 'vitest';
import { figureMaker } from '../../../../cli/src/figures/figure-maker.ts';
import { createExperiment, publishExperiment } from '../../../factories/experiment.ts';
import { readPdf } from '../../../helpers/papers/read-pdf.ts';
import { withApi } from '../api.ts';
import { askAs, withServer } from '../http/access.ts';

const api = withApi();
const title = 'Memorized {digits} & 5 % of "them": a_b^c ~ $x$ #1 \\end – ünïcode';
const create = `mutation($runs: [ID!]!, $title: String!, $authors: [String!], $license: String) { createSnapshot(runs: $runs, title: $title, authors: $authors, license: $license) { snapshot {
  id hash title url createdAt authors { name orcid } license runs { name scoredCount } bibtex biblatex ris cslJson cff latexTable(top: 3)
} } }`;

interface Made {
  id: string;
  hash: string;
  title: string;
  url: string;
  createdAt: string;
  authors: { name: string; orcid: string | null }[];
  license: string | null;
  runs: { name: string }[];
  bibtex: string;
  biblatex: string;
  cslJson: string;
  ris: string;
  cff: string;
  latexTable: string;
}
let made: Made;

async function make(runs: string[], name = title, more = {}): Promise<Made> {
  const variables = { runs, title: name, ...more };
  return (await api.get<{ createSnapshot: { snapshot: Made } }>(create, variables)).createSnapshot.snapshot;
}

beforeAll(async () => {
  made = await make([api.seed.second, api.seed.first]);
});

interface Item {
  type: string;
  title: string;
  author: { literal?: string; family?: string }[];
  issued: { 'date-parts': (number | string)[][] };
}
const read = (text: string): Item => new Cite(text).data[0] as Item;

describe('a snapshot', () => {
  it('is found by its hash and its id, and made again is the same', async () => {
    expect(made).toMatchObject({
      title,
      url: `/s/${made.hash}`,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(made.runs).toHaveLength(2);
    const again = await make([api.seed.first, api.seed.second, api.seed.first], 'Another title');
    expect(again).toEqual(made);
    const found = await api.get<{ snapshot: unknown; node: unknown }>(
      'query($hash: String!, $id: ID!) { snapshot(hash: $hash) { title } node(id: $id) { id ... on Snapshot { hash } } }',
      { hash: made.hash, id: made.id },
    );
    expect(found).toEqual({ snapshot: { title }, node: { id: made.id, hash: made.hash } });
  });

  it('has the authors and the licence that it was first given, in every form', async () => {
    const given = { authors: ['Lovelace, Ada (0000-0002-1825-0097)', '{A Group}'], license: 'cc-by-4.0' };
    const named = await make([api.seed.first], 'Named', given);
    expect(named).toMatchObject({
      authors: [
        { name: 'Ada Lovelace', orcid: '0000-0002-1825-0097' },
        { name: 'A Group', orcid: null },
      ],
      license: 'CC-BY-4.0',
    });
    for (const form of [named.bibtex, named.biblatex, named.ris, named.cslJson, named.cff])
      for (const text of ['Lovelace', 'A Group', '0000-0002-1825-0097', 'CC-BY-4.0'])
        expect(form).toContain(text);
    expect(await make([api.seed.first], 'Named', { authors: ['Somebody Else'], license: 'MIT' })).toEqual(
      named,
    );
  });

  it.each([
    [{ authors: ['A B (0000-0002-1825-0098)'] }, /ORCID/],
    [{ license: 'CC-BY 4.0' }, /Did you mean CC-BY-4\.0/],
  ])('is not made with %j', async (more, message) => {
    const error = await api.refusal(create, { runs: [api.seed.first], title, ...more });
    expect(error.extensions.code).toBe('INVALID_ARGUMENT');
    expect(error.message).toMatch(message);
  });

  it('that nobody made is null, and what is no hash is refused', async () => {
    const find = 'query($hash: String!) { snapshot(hash: $hash) { title } }';
    expect(await api.get(find, { hash: 'e'.repeat(64) })).toEqual({ snapshot: null });
    expect((await api.refusal(find, { hash: '../../etc' })).extensions.argument).toBe('hash');
  });

  it('of a run without scores is refused', async () => {
    const { extensions, message } = await api.refusal(create, { runs: [api.seed.queued], title });
    expect(extensions.code).toBe('CONFLICT');
    expect(message).toMatch(/QUEUED/);
  });

  it('lies below the public address where that is known', async () => {
    await withServer(api, { publicUrl: 'https://scores.example.org/engram' }, async (server) => {
      const query = `{ snapshot(hash: "${made.hash}") { url bibtex ris cff } }`;
      const { data } = await askAs<{ snapshot: Made }>(server, null, query);
      const url = `https://scores.example.org/engram/s/${made.hash}`;
      expect(data!.snapshot.url).toBe(url);
      expect((read(data!.snapshot.bibtex) as { URL?: string }).URL).toBe(url);
      expect((read(data!.snapshot.ris) as { URL?: string }).URL).toBe(url);
      expect(parseYaml(data!.snapshot.cff)).toMatchObject({ url });
    });
  });
});

describe('a snapshot of an experiment', () => {
  const ofExperiment = `mutation($runs: [ID!]!, $experiments: [ID!]) { createSnapshot(runs: $runs, experiments: $experiments, title: "Agreement") {
    snapshot { hash runs { id } experiments { name statements { claim verdict } series { key points { y } } } } } }`;
  interface Cited {
    hash: string;
    runs: object[];
    experiments: object[];
  }
  const cite = async (variables: object): Promise<Cited> =>
    (
      await api.get<{ createSnapshot: { snapshot: Cited } }>(
        ofExperiment,
        variables as Record<string, unknown>,
      )
    ).createSnapshot.snapshot;

  it('holds what it found, brings its runs along, and shows it', async () => {
    const named = { a: api.seed.first, b: api.seed.second };
    const found = await createExperiment(api.store, 'Agreement <i>found</i>', named);
    const axis = { label: 'methods', unit: null, categories: null };
    await publishExperiment(api.store, found, {
      series: [
        {
          key: 'spearman',
          name: 'ρ',
          x: axis,
          y: axis,
          points: [{ x: 0, y: 0.5, low: null, high: null, n: 4 }],
        },
      ],
      statements: [
        {
          ...{ claim: 'They agree <b>.', estimate: 0.5, low: 0.4, high: 0.6, confidence: 0.95 },
          ...{ verdict: 'HOLDS', reason: null, source: null },
        },
      ],
    });
    const cited = await cite({ runs: [], experiments: [found.id.slice(0, 8)] });
    expect(cited.runs).toHaveLength(2);
    expect(cited.experiments).toEqual([
      {
        name: 'Agreement <i>found</i>',
        statements: [{ claim: 'They agree <b>.', verdict: 'HOLDS' }],
        series: [{ key: 'spearman', points: [{ y: 0.5 }] }],
      },
    ]);
    // Not the snapshot of its runs alone, which is cited before.
    expect(cited.hash).not.toBe(made.hash);
    expect(await cite({ runs: [api.seed.first], experiments: [found.id] })).toEqual(cited);
    const page = await (await fetch(`${api.url}/s/${cited.hash}`)).text();
    expect(page).toContain('<h3>Agreement &lt;i&gt;found&lt;/i&gt; (');
    expect(page).toContain('Holds: They agree &lt;b&gt;. (0.5000, [0.4000, 0.6000])');
    const record = await fetch(`${api.url}/s/${cited.hash}`, { headers: { accept: 'application/json' } });
    expect(await record.json()).toMatchObject({
      experiments: [{ id: found.id, name: 'Agreement <i>found</i>' }],
    });
  });

  it('that is unknown, or waits is refused, and the message says which it is', async () => {
    const unknown = await api.refusal(ofExperiment, {
      runs: [],
      experiments: ['00000000-0000-4000-8000-000000000000'],
    });
    expect(unknown.extensions.code).toBe('NOT_FOUND');
    expect(unknown.message).toMatch(/no experiment/i);
    const waiting = await createExperiment(api.store, 'waiting');
    expect((await api.refusal(ofExperiment, { runs: [], experiments: [waiting.id] })).message).toMatch(
      /'waiting' is QUEUED/,
    );
  });
});

describe('its citation', () => {
  const year = new Date().getUTCFullYear();

  it('as BibTeX is read back with the title, whatever it holds', () => {
    // The escapes of LaTeX come back as the characters they print.
    const item = read(made.bibtex);
    expect(item.title.replaceAll(/<[^>]*>/g, '')).toBe(title);
    expect(Number(item.issued['date-parts'][0]![0])).toBe(year);
    expect(made.bibtex).toContain(made.hash);
    // Old BibTeX counts braces, escaped or not.
    expect(made.bibtex.split('{').length).toBe(made.bibtex.split('}').length);
    expect(made.bibtex).not.toMatch(/\\[{}]/);
  });

  it('as RIS is read back', () => {
    const item = read(made.ris);
    expect(item.title).toBe(title);
    expect(Number(item.issued['date-parts'][0]![0])).toBe(year);
    expect(
      made.ris.split('\r\n').filter((line) => line !== '' && !/^[A-Z][A-Z0-9] {2}- /.test(line)),
    ).toEqual([]);
    expect(made.ris).toMatch(/ER {2}- \r\n$/);
  });

  it('as CFF is YAML with all that version 1.2.0 requires', () => {
    const cff = parseYaml(made.cff) as Record<string, unknown>;
    expect(cff).toMatchObject({
      'cff-version': '1.2.0',
      title,
      type: 'dataset',
      message: expect.any(String),
    });
    expect(cff.authors).toEqual([{ name: 'anonymous' }]);
    expect(cff['date-released']).toBe(made.createdAt.slice(0, 10));
    expect(cff.identifiers).toMatchObject([{ type: 'other', value: `sha256:${made.hash}` }]);
  });
});

describe('its methods and bibliography', () => {
  it('say how the runs were made, and name the papers that are cited', async () => {
    const query = `{ snapshot(hash: "${made.hash}") { methods methodsLatex bibliography } }`;
    const { snapshot } = await api.get<{ snapshot: Record<string, string> }>(query);
    expect(snapshot.methods).toMatch(
      /^We computed per-datapoint memorization scores \(Wang et al\., 2024\) of /,
    );
    const cited = [...snapshot.methodsLatex!.matchAll(/\\citep\{([^}]+)\}/g)].map(([, key]) => key);
    expect(cited).toContain('wang2024memorization');
    const entries = [...snapshot.bibliography!.matchAll(/^@\w+\{([^,]+),/gm)].map(([, key]) => key);
    expect(new Set(entries)).toEqual(new Set(cited));
  });
});

describe('its table', () => {
  it('holds the most memorized datapoints of each run in the order of the runs, with intervals', () => {
    const lines = made.latexTable.split('\n').map((line) => line.trim());
    const rows = lines.filter((line) => /^\d+ & \d+ & /.test(line));
    const expected = [api.seed.second, api.seed.first].flatMap((run) =>
      api.seed.rows
        .get(run)!
        .filter((row) => row.rank !== null && row.rank <= 3)
        .sort((a, b) => a.rank! - b.rank!)
        .map((row) => {
          const decimals = 1 - Number(((row.high! - row.low!) / 2).toExponential(1).split('e')[1]);
          const [value, low, high] = [row.value!, row.low!, row.high!].map((one) => one.toFixed(decimals));
          return `${row.rank} & ${row.index} & ${row.class} & ${value} & {[\\num{${low}}, \\num{${high}}]} \\\\`;
        }),
    );
    expect(rows).toEqual(expected);
    for (const rule of ['\\toprule', '\\bottomrule']) expect(lines).toContain(rule);
    expect(lines.filter((line) => line === '\\midrule')).toHaveLength(2);
    expect(made.latexTable).toContain(`\\texttt{${made.hash.slice(0, 12)}}`);
    expect(made.latexTable).toContain('95 \\% interval');
    expect(made.latexTable).toContain('Memorized \\textbraceleft{}digits\\textbraceright{} \\& 5 \\%');
  });

  it('has 1 to 100 rows a run', async () => {
    for (const top of [0, 101]) {
      const query = `{ snapshot(hash: "${made.hash}") { latexTable(top: ${top}) } }`;
      expect((await api.refusal(query)).extensions.argument).toBe('top');
    }
    const wrong = `{ snapshot(hash: "${made.hash}") { markdownTable(columns: ["skore"]) } }`;
    expect(await api.refusal(wrong)).toMatchObject({
      message: expect.stringContaining('Did you mean score'),
      extensions: { argument: 'columns' },
    });
  });

  it('has the columns that are asked for, in Markdown too', async () => {
    const query = `{ snapshot(hash: "${made.hash}") { markdownTable(top: 2, columns: ["score", "index"]) } }`;
    const { snapshot } = await api.get<{ snapshot: { markdownTable: string } }>(query);
    expect(snapshot.markdownTable.match(/^\| Score \| Index \|$/gm)).toHaveLength(2);
    expect(snapshot.markdownTable.match(/^\| −?[0-9.]+ \| \d+ \|$/gm)).toHaveLength(4);
  });
});

describe('its figures', () => {
  const draws = <T>(work: (url: string) => Promise<T>) =>
    withServer(api, { figures: figureMaker, publicUrl: 'https://scores.example.org' }, ({ url }) =>
      work(url),
    );

  it('are listed, drawn at two widths with an ETag, and lie on its page', async () => {
    await draws(async (url) => {
      const query = `{ snapshot(hash: "${made.hash}") { figures { name title } } }`;
      const { data } = await askAs<{ snapshot: { figures: { name: string }[] } }>({ url }, null, query);
      const names = data!.snapshot.figures.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(['histogram-1', 'histogram-2', 'agreement-1']));
      const get = (file: string, headers = {}) =>
        fetch(`${url}/snapshot/${made.hash}/figures/${file}`, { headers });
      const svg = await get('histogram-1.svg');
      expect(svg.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
      expect(await svg.text()).toMatch(/^<svg [^>]*width="312"/);
      const pdf = await readPdf(
        new Uint8Array(await (await get('agreement-1.pdf?width=6.75')).arrayBuffer()),
      );
      expect(pdf.size.width).toBe(486);
      expect(pdf.links).toContain(`https://scores.example.org/s/${made.hash}?figure=agreement-1`);
      expect(await (await get('histogram-1.csv')).text()).toMatch(/^from,to,datapoints\n/);
      const known = { 'if-none-match': svg.headers.get('etag')!, 'cache-control': 'max-age=0' };
      expect((await get('histogram-1.svg', known)).status).toBe(304);
      const page = await (await fetch(`${url}/s/${made.hash}`, { headers: { accept: 'text/html' } })).text();
      expect(page).toContain(`../snapshot/${made.hash}/figures/histogram-1.pdf`);
    });
  });

  it('are shown in frames of other pages, alone and with their links within this server', async () => {
    await draws(async (url) => {
      const get = (query: string, accept = 'text/html') =>
        fetch(`${url}/s/${made.hash}/embed${query}`, { headers: { accept } });
      const framed = await get('?figure=histogram-1&width=6.75');
      const policy = framed.headers.get('content-security-policy')!;
      expect(policy).toMatch(/^default-src 'none'; .*frame-ancestors \*; sandbox allow-popups/);
      expect(policy).not.toMatch(/script|same-origin/);
      const page = await framed.text();
      expect(page).toMatch(/<svg [^>]*width="648"/);
      expect(page).toContain(`href="../../s/${made.hash}?run=${api.seed.second}&amp;claim=mean"`);
      expect(page).not.toMatch(/(src|href)="(?!\.\.\/|data:)/);
      const facts: unknown = await (await get('?figure=histogram-1&width=6.75', 'application/json')).json();
      expect(page).toContain('<h1>Distribution of scores, factory – Memorized');
      const [, height] = /<svg [^>]*height="([\d.]+)"/.exec(page)!;
      expect(facts).toEqual({
        title: expect.stringContaining(title),
        authorName: null,
        width: 648,
        height: Math.ceil(Number(height)) + 40,
      });
      expect(await (await get('')).text()).toContain(`<a href="../${made.hash}"`);
      expect((await get('?figure=histogram-9')).status).toBe(404);
      expect((await get('?figure=%3Cb%3E')).status).toBe(400);
      expect((await fetch(`${url}/s/${'d'.repeat(64)}/embed`)).status).toBe(404);
      const own = await fetch(`${url}/s/${made.hash}`, { headers: { accept: 'text/html' } });
      expect(own.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    });
  });

  it.each([
    ['histogram-1.png', 400, /formats are svg, pdf, csv/],
    ['..%2f..%2fx.svg', 400, /formats are/],
    ['histogram-1.svg?width=4', 400, /3\.25 or 6\.75/],
    ['histogram-9.svg', 404, /no figure 'histogram-9'; it has histogram-1/],
  ])('that cannot be drawn, such as %s, say why', async (file, status, message) => {
    await draws(async (url) => {
      const answer = await fetch(`${url}/snapshot/${made.hash}/figures/${file}`);
      expect(answer.status).toBe(status);
      expect(await answer.text()).toMatch(message);
    });
  });

  it('are none where the server draws none, or there is no such snapshot', async () => {
    const { snapshot } = await api.get<{ snapshot: unknown }>(
      `{ snapshot(hash: "${made.hash}") { figures { name } } }`,
    );
    expect(snapshot).toEqual({ figures: [] });
    for (const hash of [made.hash, 'd'.repeat(64), 'x'])
      expect((await fetch(`${api.url}/snapshot/${hash}/figures/histogram-1.svg`)).status).toBe(404);
  });
});

describe('its permalink', () => {
  const get = (accept: string, hash = made.hash) => fetch(`${api.url}/s/${hash}`, { headers: { accept } });

  it('is a page for people that loads nothing, with the title as text', async () => {
    const response = await get('text/html');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    const page = await response.text();
    expect(page).toContain('<h1>Memorized {digits} &amp; 5 % of &quot;them&quot;');
    expect(page).toContain(`../export/runs/${api.seed.first}.parquet`);
    expect(page).toContain('We computed per-datapoint memorization scores (Wang et al., 2024)');
    expect(page).toContain(`@misc{engram-${made.hash.slice(0, 12)},`);
    expect(page).toContain(`snapshot(hash: &quot;${made.hash}&quot;)`);
  });

  it('is JSON for machines', async () => {
    const response = await get('application/json');
    expect(await response.json()).toMatchObject({
      hash: made.hash,
      title,
      runs: [{ id: api.seed.second }, { id: api.seed.first }],
    });
  });

  it('that names nothing says so', async () => {
    for (const hash of ['d'.repeat(64), '%00']) expect((await get('text/html', hash)).status).toBe(404);
  });
});
