/**
 * The client of `engram bench api`, a process of its own: reads one LoadJob as JSON from stdin, keeps `clients` requests under
 * way for `durationMs`, and prints a LoadResult. Before that it does the same unmeasured, so that it measures a server and a client whose code
 * is compiled.
 */
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface LoadJob {
  url: string;
  bodies: string[];
  clients: number;
  durationMs: number;
  /** How long requests are sent before the clock starts. */
  warmUpMs: number;
}

export interface LoadResult {
  /** Of every request, in order of ending. */
  latenciesMs: number[];
  durationMs: number;
  /** Requests answered before the clock started. */
  warmUps: number;
  /** Bytes of the last answer. */
  sizeBytes: number;
}

const job = JSON.parse(await text(process.stdin)) as LoadJob;
const agent = new Agent({ keepAlive: true, maxSockets: job.clients });
let sent = 0;
let sizeBytes = 0;

function ask(): Promise<void> {
  const body = job.bodies[sent++ % job.bodies.length]!;
  return new Promise((resolve, reject) => {
    const call = request(
      job.url,
      {
        agent,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const answer = Buffer.concat(parts);
          sizeBytes = answer.length;
          // Errors stand at the start or at the end of an answer; data never holds the word as a key.
          if (response.statusCode !== 200 || answer.includes('"errors":'))
            reject(new Error(`${response.statusCode}: ${answer.toString('utf8', 0, 600)}`));
          else resolve();
        });
        response.on('error', reject);
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

/** Keeps all clients busy. @returns the latency of every request in milliseconds, in order of ending */
async function sendFor(durationMs: number): Promise<number[]> {
  const latenciesMs: number[] = [];
  const begun = performance.now();
  const client = async (): Promise<void> => {
    while (performance.now() - begun < durationMs) {
      const start = performance.now();
      await ask();
      latenciesMs.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: job.clients }, client));
  return latenciesMs;
}

const warmUps = (await sendFor(job.warmUpMs)).length;
const begun = performance.now();
const latenciesMs = await sendFor(job.durationMs);
const result: LoadResult = { latenciesMs, durationMs: performance.now() - begun, warmUps, sizeBytes };
agent.destroy();
process.stdout.write(JSON.stringify(result));
