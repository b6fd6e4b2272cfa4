import { canonicalJson } from '@engram/core';
import { distanceLabel, encoderLabel, policyLabel, readConfig } from '../run/config-facts.ts';
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
  const panels = new Map<string, { distance: string; groups: Map<string, SettingGroup> }>();
  for (const run of runs) {
    const { scoring, encoder, policy } = readConfig(run.config) ?? {};
    const { groups } = entry(panels, [scoring?.distance, scoring?.unitNorm], () => ({
      distance: distanceLabel(scoring) ?? unknown,
      groups: new Map<string, SettingGroup>(),
    }));
    const setting = `${encoderLabel(encoder) ?? unknown} × ${policyLabel(policy, scoring?.policy) ?? unknown}`;
    const group = entry(groups, [encoder, policy, scoring?.policy ?? policy], () => ({ setting, runs: [] }));
    group.runs.push(run);
  }
  return [...panels.values()].map(({ distance, groups }) => ({
    distance,
    groups: [...groups.values()]
      .map((group) => ({
        ...group,
        runs: group.runs.sort(
          (a, b) => a.encoderCount - b.encoderCount || a.name.localeCompare(b.name, 'en'),
        ),
      }))
      .sort((a, b) => a.setting.localeCompare(b.setting, 'en')),
  }));
}

/** The entry of some settings; those that are left out count as one. */
function entry<Value>(map: Map<string, Value>, settings: readonly unknown[], make: () => Value): Value {
  const key = canonicalJson(settings.map((one) => one ?? null));
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
