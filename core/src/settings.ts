/** Readers of settings, which arrive as texts: an empty text is a setting that was left out. */
import { DomainError } from './errors.ts';

/** What to throw for a setting that is not what it must be; `details.setting` names it. */
export const settingError = (name: string, value: string, wanted: string): DomainError =>
  new DomainError(
    'INVALID_ARGUMENT',
    `The setting ${name}=${value} is not ${wanted}. Change it, or leave it out.`,
    { details: { setting: name } },
  );

/** Values of ENGRAM_DASHBOARD_SCOPE: what readers of the dashboard may do without signing in. */
export const dashboardScopes = ['auto', 'none', 'read', 'annotate'] as const;
export type DashboardScope = (typeof dashboardScopes)[number];

/** @throws DomainError INVALID_ARGUMENT naming the setting */
export function wholeNumberSetting(
  name: string,
  value: string | undefined,
  { fallback, min, max }: { fallback: number; min: number; max: number },
): number {
  if (!value) return fallback;
  const number = Number(value);
  if (Number.isInteger(number) && number >= min && number <= max) return number;
  throw settingError(name, value, `a whole number from ${min} to ${max}`);
}

/**
 * An address of the web, without a slash at the end; undefined when none is set.
 * @throws DomainError INVALID_ARGUMENT naming the setting
 */
export function addressSetting(name: string, value: string | undefined): string | undefined {
  if (!value) return undefined;
  if (/^https?:\/\/[^\s?#]+$/.test(value) && URL.canParse(value)) return value.replace(/\/+$/, '');
  throw settingError(name, value, 'an address such as https://scores.example.org');
}

/**
 * @param known what it may be; the first when it is left out
 * @throws DomainError INVALID_ARGUMENT naming the setting
 */
export function choiceSetting<T extends string>(
  name: string,
  value: string | undefined,
  known: readonly [T, ...T[]],
): T {
  if (!value) return known[0];
  const found = known.find((one) => one === value);
  if (found === undefined) throw settingError(name, value, `one of ${known.join(', ')}`);
  return found;
}
