import { canonicalJson } from '../canonical-json.ts';
import { methodCards } from '../methods/registry.ts';
import { configLeaves, leafLabel, type ConfigLeaf } from './config-leaves.ts';

/** What tells a run from others. */
export interface LabelledRun {
  /** Whatever form of id; its end is the last resort. */
  readonly id: string;
  readonly name: string;
  /** Any JSON object; a run that was imported may state little. */
  readonly config: object;
  readonly configHash: string;
  readonly createdAt: Date | string;
}

export interface RunLabel {
  /** `mnist-quick · 16 encoders · seed 2`: its name, and what tells it from the others of that name. */
  readonly text: string;
  /** The parts behind the name; empty where no other run in the list has it. */
  readonly differs: readonly string[];
  /** Id of the oldest run in the list with the same configuration and seed; null for that run itself. */
  readonly repeats: string | null;
}

/** Said first, in this order; other settings follow in the configuration's own. */
const first = ['method.key', 'encoder.key', 'estimator.key', 'estimator.encoders', 'seed', 'epochs'];
/** Settings named at most: longer labels are not read. */
const maxSettings = 4;

/**
 * Labels by which runs in one list can be told apart: each name, and for a name that several have the settings that differ among
 * them (method, encoders, seed, epochs first), then the date, and the short id where even that is the same.
 * @returns [N] in the order of `runs`; no two texts are the same unless two ids are
 */
export function runLabels(runs: readonly LabelledRun[]): RunLabel[] {
  const repeats = repeatedRuns(runs);
  const differing = new Map<string, string[]>();
  for (const group of groupsBy(runs, ({ name }) => name.trim()))
    if (group.length > 1) differencesOf(group).forEach((parts, at) => differing.set(group[at]!.id, parts));
  return runs.map(({ id, name }) => {
    const differs = differing.get(id) ?? [];
    return { text: [name.trim(), ...differs].join(' · '), differs, repeats: repeats.get(id) ?? null };
  });
}

/** The items that share a key, in the order of the first of each. */
function groupsBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}

/** @returns [G] what tells each run of a group from the others */
function differencesOf(group: readonly LabelledRun[]): string[][] {
  const leaves = group.map(({ config }) => configLeaves({ ...config, name: undefined }));
  const paths = differingPaths(leaves).slice(0, maxSettings);
  const names = Object.fromEntries(Object.entries(methodCards).map(([key, { name }]) => [key, name]));
  const bySettings = leaves.map((own) =>
    paths.flatMap((path) => {
      const leaf = own.get(path);
      return leaf ? [leafLabel(leaf, names)] : [];
    }),
  );
  const moments = momentsOf(group);
  const dated = appendWhereEqual(bySettings, (at) => moments[at]!);
  return appendWhereEqual(dated, (at) => shortEnd(group[at]!.id));
}

/** Paths whose values differ: those of one variant's settings, such as a method's temperature, among the runs of that variant. */
function differingPaths(leaves: readonly ReadonlyMap<string, ConfigLeaf>[]): string[] {
  const all = new Set([...first, ...leaves.flatMap((own) => [...own.keys()])]);
  const valueOf = (own: ReadonlyMap<string, ConfigLeaf>, path: string): string =>
    canonicalJson(own.get(path)?.value ?? null);
  return [...all].filter((path) => {
    const variant = path.replace(/[^.]+$/, 'key');
    const comparable = path === variant ? [leaves] : groupsBy(leaves, (own) => valueOf(own, variant));
    return comparable.some((group) => new Set(group.map((own) => valueOf(own, path))).size > 1);
  });
}

/** The texts with one more part where several are the same. */
const appendWhereEqual = (parts: readonly string[][], more: (at: number) => string): string[][] => {
  const counts = new Map<string, number>();
  for (const one of parts) counts.set(one.join(' · '), (counts.get(one.join(' · ')) ?? 0) + 1);
  return parts.map((one, at) => (counts.get(one.join(' · '))! > 1 ? [...one, more(at)] : one));
};

/** `28 Nov 2026`, with the time where runs of the group share the day; in UTC, the same for every reader. */
function momentsOf(group: readonly LabelledRun[]): string[] {
  const iso = group.map(({ createdAt }) => new Date(createdAt).toISOString());
  const days = iso.map((text) => text.slice(0, 10));
  return iso.map((text, at) => {
    const isAlone = days.filter((day) => day === days[at]).length === 1;
    return isAlone ? days[at]! : `${days[at]} ${text.slice(11, 16)}`;
  });
}

/** The first eight characters of a UUID, or the last eight of another id. */
const shortEnd = (id: string): string => (/^[0-9a-f]{8}-/.test(id) ? id.slice(0, 8) : id.slice(-8));

/** Of the runs whose configuration and seed an older one in the list has, that one's id. */
function repeatedRuns(runs: readonly LabelledRun[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const group of groupsBy(runs, ({ configHash }) => configHash)) {
    const [oldest, ...others] = group.toSorted(
      (a, b) => new Date(a.createdAt).getTime() - new Date(b.createdAt).getTime() || (a.id < b.id ? -1 : 1),
    );
    for (const { id } of others) found.set(id, oldest!.id);
  }
  return found;
}
