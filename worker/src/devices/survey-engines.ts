/** The state of the engines on this machine, and which of them a setting means. */
import { fileURLToPath } from 'node:url';
import { commandLine, DomainError, engineNames, type EngineName, type EngineSetting } from '@engram/core';
import { forkAttached } from '@engram/store';
import { missing, type EngineSurvey } from './engine-survey.ts';
import { automaticEngines, isAllowed, type AvailableEngine } from './is-allowed.ts';

const entry = fileURLToPath(new URL('./survey.mjs', import.meta.url));
/** A graphics driver may compile for seconds when it is first used. */
const timeoutMs = 60_000;

interface Child {
  /** The next engine's survey; null when the process has ended, with what is known of its end. */
  next(): Promise<{ survey: EngineSurvey } | { survey: null; end: string }>;
  kill(): void;
}

function startChild(names: readonly EngineName[], file = entry): Child {
  const child = forkAttached(file, names, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const surveys: EngineSurvey[] = [];
  let end: string | null = null;
  let wake = (): void => {};
  child.on('message', (survey: EngineSurvey) => {
    surveys.push(survey);
    wake();
  });
  const ended = (how: string): void => {
    end ??= how;
    wake();
  };
  child.on('exit', (code, signal) =>
    ended(`the process that tried it ended (${signal ?? `exit code ${code}`})`),
  );
  child.on('error', (error) => ended(error.message));
  const timer = setTimeout(() => {
    ended(`it did not answer within ${timeoutMs / 1000} s`);
    child.kill('SIGKILL');
  }, timeoutMs);
  return {
    async next() {
      while (surveys.length === 0 && end === null) await new Promise<void>((resolve) => (wake = resolve));
      const survey = surveys.shift();
      if (survey) return { survey };
      clearTimeout(timer);
      return { survey: null, end: end ?? '' };
    },
    kill() {
      clearTimeout(timer);
      child.kill('SIGKILL');
    },
  };
}

/**
 * Surveys engines one after another, in another process: one that ends with an engine's library is replaced for the next engine.
 * @param file for tests
 */
export async function* surveyEach(names: readonly EngineName[], file?: string): AsyncGenerator<EngineSurvey> {
  let rest = [...names];
  while (rest.length > 0) {
    const child = startChild(rest, file);
    try {
      for (const name of rest.slice()) {
        const answer = await child.next();
        rest = rest.slice(1);
        yield answer.survey ?? { name, ...missing(answer.end, null) };
        if (answer.survey === null) break;
      }
    } finally {
      child.kill();
    }
  }
}

/** Of all engines, in the order in which `auto` tries them. */
export async function surveyEngines(): Promise<EngineSurvey[]> {
  const surveys: EngineSurvey[] = [];
  for await (const survey of surveyEach(engineNames)) surveys.push(survey);
  return surveys;
}

/**
 * The engine that a setting means on this machine.
 * @param survey for tests
 * @throws DomainError `ENGINE_UNAVAILABLE` with each one's reason, and what would bring it
 */
export async function resolveEngine(
  setting: EngineSetting,
  survey: (names: readonly EngineName[]) => AsyncIterable<EngineSurvey> = surveyEach,
): Promise<AvailableEngine> {
  const reasons: string[] = [];
  for await (const one of survey(setting === 'auto' ? automaticEngines : [setting])) {
    if (isAllowed(setting, one)) return one;
    reasons.push(
      `${one.name}: ${one.reason}${one.next === null ? '' : `; what would bring it: ${one.next}`}`,
    );
  }
  throw new DomainError(
    'ENGINE_UNAVAILABLE',
    `The engine '${setting}' cannot be used here (${reasons.join('. ')}). ` +
      `Choose ENGRAM_ENGINE=auto, or see the state of each engine with: ${commandLine('doctor')}`,
  );
}
