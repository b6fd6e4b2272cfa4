/**
 * `npm run reproduce -- NAME [--dataset SLUG] [--small] [--set key=value …]`: runs the experiment behind a statement of docs/reproduction.md;
 * `all` runs one after another, on one dataset or on each. What has ended is shown, and what was interrupted goes on where it was. Says at the end what failed, and how long each took.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { attached, runChild } from './children.mjs';

const engram = fileURLToPath(new URL('../cli/bin/engram.mjs', import.meta.url));

/** What each name asks for: arguments of `engram experiment`. */
export const reproductions = {
  'alignment-falls': ['dynamics'],
  atypical: ['atypicality'],
  'same-datapoints': ['agreement'],
  'outlier-subpopulations': ['outlier'],
  removal: ['removal'],
  separability: ['separability'],
  generalization: ['generalization'],
  'leave-one-out': ['estimators'],
  augmentation: ['augmentation-strength'],
  layers: ['layers'],
  redrawing: ['redrawing'],
  contamination: ['contamination'],
  duplicates: ['duplicates'],
  'one-dimension': ['one-dimensional'],
  // The same emoji by two hands.
  'across-datasets': ['agreement', '--set', 'otherDatasets=emoji-google', '--set', 'methods=simclr'],
};
const acrossDatasets = 'across-datasets';

const settingsOf = (dataset) => fileURLToPath(new URL(`reproduction/${dataset}.json`, import.meta.url));
const onAll = ['alignment-falls', 'atypical', 'same-datapoints', 'removal', 'separability', 'contamination'];

/** Settings of the datasets other than the digits, and the names that `all` runs on them. */
export const datasets = {
  mnist: { names: Object.keys(reproductions).filter((name) => name !== acrossDatasets), args: () => [] },
  'fashion-mnist': { names: onAll, args: () => [settingsOf('fashion-mnist')] },
  emoji: { names: [...onAll, acrossDatasets], args: () => [settingsOf('emoji')] },
  // A text can neither be turned nor have noise.
  spam: {
    names: onAll,
    args: (name) => [settingsOf('spam'), ...(name === 'contamination' ? ['--set', 'outliers=shuffled'] : [])],
  },
};

const usage = () =>
  `npm run reproduce -- NAME [--dataset SLUG] [--small] [--set key=value], where NAME is all or one of ${Object.keys(reproductions).join(', ')}, ` +
  `and SLUG one of ${Object.keys(datasets).join(', ')}.`;

/** What the command line asks for. @throws Error naming what is known */
export function asked(args) {
  const { name, dataset, isSmall, changes } = read(args);
  const wanted = name === 'all' ? Object.keys(datasets) : [name === acrossDatasets ? 'emoji' : 'mnist'];
  const chosen = dataset === undefined ? wanted : [dataset];
  return chosen.flatMap((slug) =>
    (name === 'all' ? datasets[slug].names : [name]).map((each) => ({
      name: slug === 'mnist' ? each : `${each} on ${slug}`,
      // Nobody is there to agree to an hour.
      args: [...experimentOf(each, slug), ...changes, isSmall ? '--small' : '--yes', '--once'],
    })),
  );
}

/** The kind, the file of settings, and what the name sets. */
function experimentOf(name, slug) {
  const [kind, ...settings] = reproductions[name];
  return ['experiment', kind, ...datasets[slug].args(name), ...settings];
}

function read(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      dataset: { type: 'string' },
      small: { type: 'boolean', default: false },
      set: { type: 'string', multiple: true, default: [] },
    },
  });
  const [name] = positionals;
  const isName = name === 'all' || (name !== undefined && Object.hasOwn(reproductions, name));
  const isDataset = values.dataset === undefined || Object.hasOwn(datasets, values.dataset);
  if (positionals.length !== 1 || !isName || !isDataset) throw new Error(usage());
  if (name === acrossDatasets && values.dataset !== undefined && values.dataset !== 'emoji')
    throw new Error(`${acrossDatasets} compares emoji by two hands: leave --dataset out.`);
  return {
    name,
    dataset: values.dataset,
    isSmall: values.small,
    changes: values.set.flatMap((pair) => ['--set', pair]),
  };
}

/** Ends with it, and is told of an interruption as it is. @returns its exit code, or the signal that ended it */
async function run(args) {
  const { status, signal, error } = await runChild(process.execPath, [...attached, engram, ...args], {
    stdio: 'inherit',
  });
  if (error) throw error;
  return signal ?? status;
}

async function main() {
  const failed = [];
  for (const { name, args } of asked(process.argv.slice(2))) {
    console.log(`\n${name}: engram ${args.join(' ')}`);
    const startedMs = Date.now();
    const outcome = await run(args);
    console.log(`${name}: ${((Date.now() - startedMs) / 60_000).toFixed(1)} minutes`);
    if (outcome !== 0) failed.push(name);
    if (outcome === 'SIGINT' || outcome === 130) break;
  }
  if (failed.length === 0) return;
  console.error(`Not finished: ${failed.join(', ')}. The same command goes on where they stopped.`);
  process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await main().catch((error) => {
    console.error(error.message);
    process.exitCode = 2;
  });
