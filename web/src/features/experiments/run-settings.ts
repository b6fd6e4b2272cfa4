import { configFacts } from '../run/config-facts.ts';
import type { ComparableRun } from '../compare/compare-documents.ts';

export interface SettingGroup {
  /** `mlp 512-512-128 × digits-weak`. */
  setting: string;
  runs: ComparableRun[];
}

export interface DistancePanel {
  /** In whose units the scores of the panel are. */
  distance: string;
  groups: SettingGroup[];
}

const unknown = 'not stated';

/**
 * Runs by the distance of their scores, and within it by encoder and policy: means in two distances have two units and are never
 * drawn on one axis. Runs of a group go by their number of encoders.
 */
export function panelsOf(runs: readonly ComparableRun[]): DistancePanel[] {
  const panels = new Map<string, Map<string, ComparableRun[]>>();
  for (const run of runs) {
    const { facts } = configFacts(run.config);
    const fact = (term: string) => facts.find((each) => each.term === term)?.value ?? unknown;
    const groups = entry(panels, fact('Distance'), () => new Map<string, ComparableRun[]>());
    entry(groups, `${fact('Encoder')} × ${fact('Augmentation policy')}`, () => []).push(run);
  }
  return [...panels].map(([distance, groups]) => ({
    distance,
    groups: [...groups]
      .map(([setting, members]) => ({
        setting,
        runs: members.sort((a, b) => a.encoderCount - b.encoderCount || a.name.localeCompare(b.name, 'en')),
      }))
      .sort((a, b) => a.setting.localeCompare(b.setting, 'en')),
  }));
}

function entry<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
