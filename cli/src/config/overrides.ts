import {
  DomainError,
  policiesByKind,
  policyKeys,
  runConfigSchema,
  settingsOf,
  type ConfigSetting,
  type RunConfigInput,
} from '@engram/core';
import { nearestOf } from './nearest.ts';

type Members = Record<string, unknown>;
type Settings = readonly ConfigSetting[];

const settings = settingsOf(runConfigSchema);

const either = new Intl.ListFormat('en', { type: 'disjunction' });

/** What `--set` can change. */
export const overrideKeys = keysOf(settings);

/** Where the configuration says what `--set KEY` changed, to name the key when the value is rejected later. */
export const overridePaths: Readonly<Record<string, string>> = Object.fromEntries(
  settings.map(({ path, name }) => [path.join('.'), name]),
);

/** What `--set` can change of a configuration with these settings. */
function keysOf(known: Settings): string[] {
  return known.map(({ name }) => name);
}

/**
 * Applies `key=value` pairs to a configuration; a key is a setting's name, or its whole path with dots or in one word.
 * @throws DomainError INVALID_ARGUMENT for an unknown key, naming the nearest known one; INVALID_CONFIG for a bad value.
 */
export function applyOverrides(config: RunConfigInput, pairs: readonly string[]): RunConfigInput {
  return applyTo(settings, config, pairs) as RunConfigInput;
}

/** The same for any configuration, by its settings. */
export function applyTo(known: Settings, config: object, pairs: readonly string[]): object {
  // The method decides whether there is a temperature: what chooses goes before what refines.
  const parsed = pairs
    .map((pair) => parsePair(known, pair))
    .sort((a, b) => Number(b.setting.isVariant) - Number(a.setting.isVariant));
  return parsed.reduce<Members>((changed, override) => apply(changed, override), config as Members);
}

interface Override {
  setting: ConfigSetting;
  /** As it was typed. */
  pair: string;
  value: string;
}

/** `scoringPolicy` for `scoring.policy`. */
const inOneWord = (path: readonly string[]): string =>
  path.map((part, at) => (at === 0 ? part : part.charAt(0).toUpperCase() + part.slice(1))).join('');

function parsePair(known: Settings, pair: string): Override {
  const at = pair.indexOf('=');
  const key = at < 0 ? pair : pair.slice(0, at);
  const setting =
    known.find(({ name }) => name === key) ??
    known.find(({ path }) => path.join('.') === key || inOneWord(path) === key);
  if (!setting)
    throw new DomainError(
      'INVALID_ARGUMENT',
      `--set ${pair}: there is no setting '${key}'; the nearest is '${nearestOf(key, keysOf(known))}'. ` +
        `Known are ${keysOf(known).join(', ')}.`,
    );
  if (at < 0)
    throw new DomainError('INVALID_ARGUMENT', `--set ${pair}: a value is missing. Write --set ${key}=VALUE.`);
  return { setting, pair, value: pair.slice(at + 1) };
}

function apply(config: Members, { setting, pair, value }: Override): Members {
  const parents = setting.path.slice(0, -1);
  const last = setting.path.at(-1)!;
  const parsed = valueOf(setting, pair, value);
  const parent = parents.reduce<Members>((at, member) => (at[member] ?? {}) as Members, config);
  const variant = (parent.key ?? setting.defaultVariant) as string;
  if (setting.variants && !setting.variants.includes(variant))
    throw new DomainError(
      'INVALID_CONFIG',
      `--set ${pair}: ${setting.name} is a setting of the ${parents.join('.')} ${either.format(setting.variants)} only, ` +
        `and this run uses ${variant}.`,
    );
  if (setting.isVariant && variant === parsed) return config;
  // Another variant has other settings: those of the one before go with it.
  const changed = setting.isVariant ? { key: parsed } : { ...parent, [last]: parsed };
  return replaced(config, parents, changed);
}

/** `whole` with `part` in place of what lies at `path`; `whole` itself is not changed. */
function replaced(whole: Members, path: readonly string[], part: Members): Members {
  const [member, ...rest] = path;
  if (member === undefined) return part;
  return { ...whole, [member]: replaced((whole[member] ?? {}) as Members, rest, part) };
}

/** A policy is for one kind of data: which, a list of all alone does not say. */
const listed = (choices: readonly string[]): string =>
  choices.join() === policyKeys.join() ? policiesByKind() : choices.join(', ');

function valueOf({ kind, name, choices }: ConfigSetting, pair: string, value: string): unknown {
  const fail = (wanted: string): never => {
    throw new DomainError('INVALID_CONFIG', `--set ${pair}: ${name} must be ${wanted}.`);
  };
  const numberOf = (text: string): number => {
    const number = Number(text);
    return text.trim() === '' || !Number.isFinite(number) ? NaN : number;
  };
  switch (kind) {
    case 'text':
      return value;
    case 'texts':
      return value.split(',').map((part) => part.trim());
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : fail('true or false');
    case 'choice':
      return choices.includes(value) ? value : fail(`one of ${listed(choices)}`);
    case 'choices': {
      const chosen = value.split(',').map((part) => part.trim());
      return chosen.every((part) => choices.includes(part))
        ? chosen
        : fail(`some of ${choices.join(', ')} with commas between them`);
    }
    case 'number': {
      const number = numberOf(value);
      return Number.isNaN(number) ? fail('a number') : number;
    }
    case 'numbers': {
      const numbers = value.split(',').map(numberOf);
      return numbers.some(Number.isNaN) ? fail('numbers with commas between them, such as 512,128') : numbers;
    }
  }
}
