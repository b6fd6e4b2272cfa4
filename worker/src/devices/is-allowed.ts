import { engineDefinitions, type EngineName, type EngineSetting } from '@engram/core';
import type { EngineSurvey } from './engine-survey.ts';

export type AvailableEngine = Extract<EngineSurvey, { available: true }>;

/** What `auto` tries, in this order. */
export const automaticEngines: readonly EngineName[] = engineDefinitions
  .filter(({ isAutomatic }) => isAutomatic)
  .map(({ name }) => name);

/** Whether a setting means an engine that is there: `auto` means no software renderer. */
export function isAllowed(setting: EngineSetting, survey: EngineSurvey): survey is AvailableEngine {
  if (!survey.available) return false;
  if (setting !== 'auto') return survey.name === setting;
  return automaticEngines.includes(survey.name) && !survey.device.isSoftware;
}
