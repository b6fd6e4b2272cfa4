/**
 * `npx tsx bench/flood.ts [CLIENTS] [SECONDS]`: 10,000 clients at once for a minute, and ten more every second that ask for a long
 * answer and never read, against an API in a process of its own. Prints what was answered, how long it took, and its memory.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request, type ClientRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { pathToFileURL } from 'node:url';
import { benchSlug, seedStore } from './api/seed-store.ts';
import { openScratchStore, type ScratchStore } from './scratch-store.ts';
import { medianAndTail } from './spread.ts';

export interface FloodOptions {
  clients: number;
  /** Clients that come every second, ask for a long answer and never read. */
  deafPerSecond: number;
  durationMs: number;
  /** How long a client waits for a sign of life before it counts as an `error`. */
  patienceMs: number;
}

export interface Flood {
  /** Answers by status; `error` counts connections that broke, under `errors` by their code. */
  answers: Record<string, number>;
  errors: Record<string, number>;
  p50Ms: number;
  p99Ms: number;
  rssBeforeBytes: number;
  rssPeakBytes: number;
  /** Codes of all errors. */
  codes: string[];
  /** Whether the same process answers a query afterwards. */
  isAlive: boolean;
}

/** Of the dataset that is asked for. */
const datapoints = 120;

const pageQuery =
  'query($run: ID!) { scores(filter: { run: $run }, first: 100) { nodes { value rank datapoint { index contentHash class { name } } } } }';
const longQuery = `query($i: [Int!]) { ${Array.from({ length: 19 }, (_, at) => `a${at}: datapoints(dataset: "${benchSlug(datapoints)}", indices: $i) { id contentHash imageUrl scores { id value run { config } } }`).join(' ')} }`;

/** Floods a fresh API on a seeded scratch store. */
export async function flood(options: FloodOptions): Promise<Flood> {
  const store = await openScratchStore();
  try {
    const seeded = await seedStore(store, {
      ...{ datapoints, runs: 2, seed: 1, fresh: false, codeVersion: 'bench' },
    });
    const api = await startApi(store);
    try {
      return await measure(api, seeded.runs[0]!, options);
    } finally {
      api.child.kill('SIGTERM');
      await api.ended;
    }
  } finally {
    await store.close();
  }
}

async function startApi(store: ScratchStore) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/src/main.ts'], {
    env: { PATH: process.env.PATH, ENGRAM_HOME: store.home, DATABASE_URL: store.url, ENGRAM_API_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [said] = (await Promise.race([
    once(child.stdout, 'data'),
    ended.then(() => Promise.reject(new Error('the API ended before it was ready'))),
  ])) as [Buffer];
  return { child, ended, port: Number(/:(\d+)\//.exec(said.toString())![1]) };
}

type Api = Awaited<ReturnType<typeof startApi>>;

async function measure({ child, port }: Api, run: string, options: FloodOptions): Promise<Flood> {
  const rss = (): number =>
    1024 * Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' }));
  const body = JSON.stringify({ query: pageQuery, variables: { run } });
  const answers: Record<string, number> = {};
  const errors: Record<string, number> = {};
  const codes = new Set<string>();
  const latenciesMs: number[] = [];
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  const question: Question = { agent, port, body, patienceMs: options.patienceMs };
  await ask(question);
  const rssBeforeBytes = rss();
  let rssPeakBytes = rssBeforeBytes;
  const watch = setInterval(() => (rssPeakBytes = Math.max(rssPeakBytes, rss())), 500);
  const deaf: Socket[] = [];
  const deafen = setInterval(() => {
    for (let i = 0; i < options.deafPerSecond; i++) deaf.push(askAndNeverRead(port));
  }, 1_000);
  const endMs = performance.now() + options.durationMs;

  const client = async (): Promise<void> => {
    while (performance.now() < endMs) {
      const startedMs = performance.now();
      const { status, text, code } = await ask(question);
      answers[status] = (answers[status] ?? 0) + 1;
      if (code) errors[code] = (errors[code] ?? 0) + 1;
      if (status === '200') latenciesMs.push(performance.now() - startedMs);
      else if (text) codes.add(/"code":"(\w+)"/.exec(text)?.[1] ?? text.slice(0, 80));
      // As `Retry-After` asks, spread out.
      if (status !== '200') await new Promise((resolve) => setTimeout(resolve, 500 + 1_000 * Math.random()));
    }
  };
  await Promise.all(Array.from({ length: options.clients }, client));
  clearInterval(watch);
  clearInterval(deafen);
  for (const socket of deaf) socket.destroy();
  const last = await ask(question);
  agent.destroy();
  const [p50Ms, p99Ms] = medianAndTail(latenciesMs) as [number, number];
  return {
    answers,
    errors,
    p50Ms,
    p99Ms,
    rssBeforeBytes,
    rssPeakBytes: Math.max(rssPeakBytes, rss()),
    codes: [...codes],
    isAlive: child.exitCode === null && last.status === '200',
  };
}

interface Heard {
  status: string;
  text: string;
  /** Of the error, when there was no answer. */
  code?: string;
}

interface Question {
  agent: Agent;
  port: number;
  body: string;
  patienceMs: number;
}

function ask({ agent, port, body, patienceMs }: Question): Promise<Heard> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const options = {
      agent,
      host: '127.0.0.1',
      port,
      path: '/graphql',
      method: 'POST',
      headers,
      timeout: patienceMs,
    };
    const failed = (error: NodeJS.ErrnoException): void =>
      resolve({ status: 'error', text: '', code: error.code ?? error.message });
    request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', failed);
      response.on('end', () =>
        resolve({ status: String(response.statusCode), text: Buffer.concat(chunks).toString() }),
      );
    })
      .on('timeout', function (this: ClientRequest) {
        this.destroy(new Error('nothing heard in time'));
      })
      .on('error', failed)
      .end(body);
  });
}

/** Asks for megabytes and reads nothing. */
function askAndNeverRead(port: number): Socket {
  const i = Array.from({ length: datapoints }, (_, index) => index);
  const body = JSON.stringify({ query: longQuery, variables: { i } });
  const head = `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.pause();
  socket.write(head + body);
  return socket;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [clients = 10_000, seconds = 60] = process.argv.slice(2).map(Number);
  const result = await flood({ clients, deafPerSecond: 10, durationMs: seconds * 1_000, patienceMs: 30_000 });
  console.log(JSON.stringify(result, null, 2));
}
