/**
 * What a run costs against datapoints N, encoders t, views M, image size and processes: `npx tsx bench/cost.ts [--rounds 1]`. Runs of a small-conv on
 * noise, each by the command, in a home of their own; fits the model that `engram plan` and `engram experiment` predict with, and says how
 * far it is off for runs that it was not fitted to. Prints one line of JSON.
 */
import { parseArgs } from 'node:util';
import { median } from '@engram/core';
import { CostBench, type Measured } from './cost/cost-bench.ts';
import { fittedTo, leaveOneOut, termsOf } from './cost/fit.ts';
import { center, grid, type Size } from './cost/grid.ts';
import { thisMachine } from './machine.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '1' } } });
const bench = await CostBench.open();
const sizes: Size[] = [center, ...grid];
const found = sizes.map((): Measured[] => []);
try {
  // Starts what later runs find in the system's cache.
  await bench.measure({ ...center, epochs: 1 });
  for (let round = 0; round < Number(values.rounds); round++)
    for (const [at, size] of sizes.entries()) {
      const measured = await bench.measure(size);
      found[at]!.push(measured);
      console.error(JSON.stringify({ ...size, ...measured }));
    }
} finally {
  await bench.close();
}

const report = (key: keyof Measured, processesOf: (size: Size) => number) => {
  const seconds = found.map((rounds) => median(rounds.map((measured) => measured[key])));
  const terms = sizes.map((size) => termsOf(size, processesOf(size)));
  const held = leaveOneOut(terms, seconds);
  const errors = held.map((predicted, at) => predicted / seconds[at]! - 1);
  return {
    coefficients: fittedTo(terms, seconds),
    runs: sizes.map((size, at) => ({ ...size, seconds: seconds[at], predictedWithoutIt: held[at] })),
    medianError: median(errors.map(Math.abs)),
    largestError: Math.max(...errors.map(Math.abs)),
  };
};
console.log(
  JSON.stringify({
    machine: thisMachine(),
    clock: report('seconds', ({ processes }) => processes),
    processor: report('processorSeconds', () => 1),
  }),
);
