import { fileURLToPath } from 'node:url';
import { engineNames, type EngineName } from '@engram/core';
import { describe, expect, it } from 'vitest';
import {
  found,
  missing,
  processor,
  type Device,
  type EngineSurvey,
} from '../../../worker/src/devices/engine-survey.ts';
import { resolveEngine, surveyEach, surveyEngines } from '../../../worker/src/devices/survey-engines.ts';

const fragile = fileURLToPath(new URL('./fragile-survey.mjs', import.meta.url));
const card: Device = { name: 'NVIDIA H200', driver: 'NVIDIA 580', memoryBytes: 2 ** 37, isSoftware: false };
const software: Device = { ...card, name: 'SwiftShader', isSoftware: true };
const here = (name: EngineName, device: Device): EngineSurvey => ({ name, ...found(device, '1', 'there') });

/** A machine on which these engines are there, and no other. */
const machine = (...surveys: EngineSurvey[]) =>
  async function* (names: readonly EngineName[]): AsyncGenerator<EngineSurvey> {
    for (const name of names)
      yield surveys.find((survey) => survey.name === name) ?? { name, ...missing('absent', 'a driver') };
  };

describe('a survey of engines', () => {
  it('tells of each its device, or the reason why it is not used', async () => {
    const surveys = await surveyEngines();
    expect(surveys.map(({ name }) => name)).toEqual(engineNames);
    for (const { reason, available, device, version } of surveys) {
      expect(reason).not.toBe('');
      expect(device === null).toBe(!available);
      expect(version === null).toBe(!available);
    }
    expect(surveys.find(({ name }) => name === 'onnxruntime')).toMatchObject({ available: true });
    expect(surveys.find(({ name }) => name === 'cpu')).toMatchObject({ device: { name: 'cpu' } });
  });

  it('goes on after an engine that ends the process which tries it', async () => {
    const surveys: EngineSurvey[] = [];
    for await (const survey of surveyEach(['tensorflow', 'onnxruntime:cuda', 'cpu'], { file: fragile }))
      surveys.push(survey);
    expect(surveys.map(({ name, available }) => [name, available])).toEqual([
      ['tensorflow', true],
      ['onnxruntime:cuda', false],
      ['cpu', true],
    ]);
    expect(surveys[1]!.reason).toBe('the process that tried it ended (SIGSEGV): no such symbol');
  });

  it('gives every engine the same time, and leaves no process behind', async () => {
    const names: EngineName[] = ['tensorflow', 'onnxruntime', 'cpu', 'onnxruntime:webgpu'];
    const surveys: EngineSurvey[] = [];
    // Each answers after .6 s: together they take longer than one may.
    for await (const survey of surveyEach(names, { file: fragile, engineMs: 1_500 })) surveys.push(survey);
    expect(surveys.map(({ available }) => available)).toEqual([true, true, true, false]);
    expect(surveys[3]!.reason).toBe('it did not answer within 1.5 s');
    expect(() => process.kill(Number(surveys[0]!.device!.name), 0)).toThrow('ESRCH');
  });
});

describe('the setting ENGRAM_ENGINE', () => {
  it.each<[string, EngineSurvey[], EngineName]>([
    [
      'a native engine before JavaScript',
      [here('onnxruntime', processor), here('cpu', processor)],
      'onnxruntime',
    ],
    [
      'a graphics card before the processor',
      [here('onnxruntime:cuda', card), here('onnxruntime', processor)],
      'onnxruntime:cuda',
    ],
    [
      'no software renderer',
      [here('onnxruntime:cuda', software), here('onnxruntime', processor)],
      'onnxruntime',
    ],
    ['WebGPU by its name only', [here('onnxruntime:webgpu', card), here('cpu', processor)], 'cpu'],
  ])('auto takes %s', async (_what, surveys, expected) => {
    expect((await resolveEngine('auto', machine(...surveys))).name).toBe(expected);
  });

  it('takes an engine by its name, also on software', async () => {
    const found = await resolveEngine('onnxruntime:webgpu', machine(here('onnxruntime:webgpu', software)));
    expect(found.device.name).toBe('SwiftShader');
  });

  it('never takes another engine than the one it names, and says how to install that', async () => {
    const refusal = resolveEngine('onnxruntime:cuda', machine(here('cpu', processor)));
    await expect(refusal).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE' });
    await expect(refusal).rejects.toThrow(
      /'onnxruntime:cuda' cannot be used here \(onnxruntime:cuda: absent; how to install it: a driver\).*doctor/,
    );
  });
});
