/**
 * Loaded into every process by NODE_OPTIONS: in trainers, runs of onnxruntime's sessions fail as PLANTED_FAILURE says, a JSON of `file` (a line
 * for each trainer), `say` (what the library says; null ends the process), `trainers` (how many of them fail), and `runs` (how many succeed in the first).
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

if (process.argv[1]?.endsWith('trainer.mjs')) {
  const { file, say, trainers, runs: succeed = 2 } = JSON.parse(process.env.PLANTED_FAILURE);
  appendFileSync(file, `${process.pid}\n`);
  const number = readFileSync(file, 'utf8').trim().split('\n').length;
  const require = createRequire(new URL('../../../../worker/src/index.ts', import.meta.url));
  process.env.ORT_DISABLE_TELEMETRY = '1';
  const { InferenceSession } = require('onnxruntime-node');
  const { run } = InferenceSession.prototype;
  let runs = 0;
  InferenceSession.prototype.run = function (...given) {
    runs += 1;
    if (number > trainers || runs <= (number === 1 ? succeed : 0)) return run.apply(this, given);
    if (say === null) process.abort();
    return Promise.reject(new Error(say));
  };
}
