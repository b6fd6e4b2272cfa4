/** The state of the engines on this machine, and which of them a setting means. */
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { commandLine, DomainError, engineNames, type EngineName, type EngineSetting } from '@engram/core';
import { forkAttached } from '@engram/store';
import { missing, type EngineSurvey } from './engine-survey.ts';
import { automaticEngines, isAllowed, type AvailableEngine } from './is-allowed.ts';

const entry = fileURLToPath(new URL('./survey.mjs', import.meta.url));
/** For each engine: a graphics driver may compile for seconds when it is first used. */
const timeoutMs = 60_000;
/** For the end of a process that was killed; one that hangs in a driver is left behind. */
const endTimeoutMs = 2_000;
const tailLength = 2_000;

interface Child {
  /** The next engine's survey; null when the process has ended, with what is known of its end. */
  next(): Promise<{ survey: EngineSurvey } | { survey: null; end: string }>;
  /** Ends it, and waits for that. */
  kill(): Promise<void>;
}

/** The last line that a process wrote, after a colon. */
const lastLine = (stderr: string): string => {
  const line = stderr.trim().split('\n').at(-1)?.trim();
  return line ? `: ${line.slice(0, 300)}` : '';
};

function startChild(names: readonly EngineName[], { file = entry, engineMs = timeoutMs }: ForTests): Child {
  const child = forkAttached(file, names, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const surveys: EngineSurvey[] = [];
  let end: string | null = null;
  let stderr = '';
  let wake = (): void => {};
  const timer = setTimeout(() => {
    ended(`it did not answer within ${engineMs / 1000} s${lastLine(stderr)}`);
    child.kill('SIGKILL');
  }, engineMs);
  const ended = (how: string): void => {
    end ??= how;
    wake();
  };
  child.stderr?.on('data', (text: Buffer) => (stderr = (stderr + text.toString()).slice(-tailLength)));
  child.on('message', (survey: EngineSurvey) => {
    surveys.push(survey);
    timer.refresh();
    wake();
  });
  const closed = new Promise<void>((resolve) =>
    child.on('close', () => resolve()).on('error', () => resolve()),
  );
  child.on('close', (code, signal) =>
    ended(`the process that tried it ended (${signal ?? `exit code ${code}`})${lastLine(stderr)}`),
  );
  child.on('error', (error) => ended(error.message));
  return {
    async next() {
      while (surveys.length === 0 && end === null) await new Promise<void>((resolve) => (wake = resolve));
      const survey = surveys.shift();
      if (survey) return { survey };
      clearTimeout(timer);
      return { survey: null, end: end ?? '' };
    },
    async kill() {
      clearTimeout(timer);
      child.kill('SIGKILL');
      const late = new AbortController();
      await Promise.race([closed, sleep(endTimeoutMs, undefined, { signal: late.signal }).catch(() => {})]);
      late.abort();
    },
  };
}

interface ForTests {
  file?: string;
  engineMs?: number;
}

/**
 * Surveys engines one after another, in another process: one that ends with an engine's library is replaced for the next engine.
 */
export async function* surveyEach(
  names: readonly EngineName[],
  forTests: ForTests = {},
): AsyncGenerator<EngineSurvey> {
  let rest = [...names];
  while (rest.length > 0) {
    const child = startChild(rest, forTests);
    try {
      for (const name of rest.slice()) {
        const answer = await child.next();
        rest = rest.slice(1);
        yield answer.survey ?? { name, ...missing(answer.end, null) };
        if (answer.survey === null) break;
      }
    } finally {
      await child.kill();
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
 * @throws DomainError `ENGINE_UNAVAILABLE` with each one's reason, and how to install it
 */
export async function resolveEngine(
  setting: EngineSetting,
  survey: (names: readonly EngineName[]) => AsyncIterable<EngineSurvey> = surveyEach,
): Promise<AvailableEngine> {
  const reasons: string[] = [];
  for await (const one of survey(setting === 'auto' ? automaticEngines : [setting])) {
    if (isAllowed(setting, one)) return one;
    reasons.push(`${one.name}: ${one.reason}${one.next === null ? '' : `; how to install it: ${one.next}`}`);
  }
  throw new DomainError(
    'ENGINE_UNAVAILABLE',
    `The engine '${setting}' cannot be used here (${reasons.join('. ')}). ` +
      `Choose ENGRAM_ENGINE=auto, or see the state of each engine with: ${commandLine('doctor')}`,
  );
}
