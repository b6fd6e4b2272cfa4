import { readFileSync } from 'node:fs';
import { DomainError } from '@engram/core';
import { distance } from 'fastest-levenshtein';
import type { FileSettings } from './env-file.ts';

/** Names that only the tests and tools of the project read. */
const toolNames =
  /^ENGRAM_(FIXTURES|FUZZ_CASES|PICTURES|PYTHON|REQUIRE_ALL|CHROMIUM|SLOW_\w+|TEST_\w+|BENCH_\w+|CHAOS_\w+)$/;
/** What Kubernetes and Docker put into the environment beside a service that is called "engram". */
const ofService = /^ENGRAM_(\w+_)?(SERVICE_(HOST|PORT)\w*|PORT|PORT_\d+_\w+|NAME|ENV_\w+)$/;

/** The names of all settings, as `.env.example` explains them; none where that file is not there. */
export function knownSettings(example: string): string[] {
  try {
    return [...readFileSync(example, 'utf8').matchAll(/^#?([A-Z][A-Z_]*)=/gm)].map(([, name]) => name!);
  } catch {
    return [];
  }
}

/** Edits from one word to the other; letters in another order count as one. */
function edits(a: string, b: string): number {
  if (a === b) return 0;
  return [...a].sort().join() === [...b].sort().join() ? 1 : distance(a, b);
}

/** The settings most like a name: as a whole, or by their last word (ENGRAM_PORT). */
function nearest(given: string, known: readonly string[]): { names: string; edits: number } {
  const name = given.toUpperCase();
  const lastWord = (text: string): string => text.slice(text.lastIndexOf('_') + 1);
  const candidates = known.map((one) => ({
    one,
    whole: edits(name, one),
    edits: Math.min(edits(name, one), 1 + edits(lastWord(name), lastWord(one))),
  }));
  const least = Math.min(...candidates.map((one) => one.edits));
  const names = candidates.filter((one) => one.edits === least).map(({ one }) => one);
  return { names: names.slice(0, 3).join(' or '), edits: Math.min(...candidates.map(({ whole }) => whole)) };
}

/** Whether somebody meant a setting of Engram by it. */
const isMeantForUs = (name: string): boolean => /^engram_/i.test(name);

/**
 * Rejects names in a settings file that are no settings: a mistyped one would leave its default in force without a word.
 * Names of other programs pass.
 * @throws DomainError INVALID_ARGUMENT naming file, line and the nearest name
 */
export function assertKnownInFile(settings: FileSettings, file: string, known: readonly string[]): void {
  if (known.length === 0) return;
  for (const [name, { line }] of settings) {
    if (known.includes(name) || toolNames.test(name)) continue;
    const { names, edits } = nearest(name, known);
    if (isMeantForUs(name) || edits <= 2)
      throw new DomainError(
        'INVALID_ARGUMENT',
        `Line ${line} of ${file} sets ${name}, which is no setting of Engram. Did you mean ${names}? .env.example lists them all.`,
      );
  }
}

/**
 * The same for the environment, where others set names too: one that is nearly a setting is rejected, any other of ours is
 * told as a remark.
 * @returns remarks for the reader
 * @throws DomainError INVALID_ARGUMENT naming the setting that was probably meant
 */
export function checkEnvironment(env: NodeJS.ProcessEnv, known: readonly string[]): string[] {
  if (known.length === 0) return [];
  const remarks: string[] = [];
  for (const name of Object.keys(env)) {
    if (!isMeantForUs(name) || known.includes(name) || toolNames.test(name) || ofService.test(name)) continue;
    const { names, edits } = nearest(name, known);
    if (edits <= 2)
      throw new DomainError(
        'INVALID_ARGUMENT',
        `The environment sets ${name}, which is no setting of Engram. Did you mean ${names}? Rename it, or unset it.`,
      );
    remarks.push(
      `${name} in the environment is no setting of Engram and does nothing. Did you mean ${names}?`,
    );
  }
  return remarks;
}
