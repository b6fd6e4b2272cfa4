/**
 * `npm run reproduce -- NAME [--small]`: runs the experiment behind a statement of docs/reproduction.md; `all` runs one after another. What was
 * trained before is used again, so that an interrupted reproduction goes on where it was. Says at the end what failed, and how long each took.
 */
import { fileURLToPath } from 'node:url';
import { attached, runChild } from './children.mjs';

const engram = fileURLToPath(new URL('../cli/bin/engram.mjs', import.meta.url));

/** What each name asks for: arguments of `engram experiment`. */
export const reproductions = {
  'alignment-falls': ['dynamics'],
  'same-datapoints': ['agreement'],
  'outlier-subpopulations': ['outlier'],
  removal: ['removal'],
  separability: ['separability'],
  generalization: ['generalization'],
  'leave-one-out': ['estimators'],
  augmentation: ['augmentation-strength'],
  contamination: ['contamination'],
  duplicates: ['duplicates'],
  'one-dimension': ['one-dimensional'],
};

/** What the command line asks for. @throws Error naming what is known */
export function asked(args) {
  const [name, ...flags] = args;
  const unknown = flags.filter((flag) => flag !== '--small');
  const names = name === 'all' ? Object.keys(reproductions) : [name];
  if (name === undefined || unknown.length > 0 || names.some((each) => !Object.hasOwn(reproductions, each)))
    throw new Error(
      `npm run reproduce -- NAME [--small], where NAME is all or one of ${Object.keys(reproductions).join(', ')}.`,
    );
  return names.map((each) => ({
    name: each,
    // Nobody is there to agree to an hour.
    args: ['experiment', ...reproductions[each], ...(flags.length > 0 ? ['--small'] : ['--yes'])],
  }));
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
