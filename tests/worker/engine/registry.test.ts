import { DomainError } from '@engram/core';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { engineLabel } from '../../../worker/src/engine/engine.ts';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { automaticEngines, isAllowed } from '../../../worker/src/devices/is-allowed.ts';
import { surveyHere } from '../../../worker/src/devices/survey.ts';
import { enginesHere } from './engines-here.ts';

describe('engines', () => {
  it('auto takes the first that is available', async () => {
    const surveys = await Promise.all(automaticEngines.map(surveyHere));
    const engine = await selectEngine('auto');
    expect(engine.name).toBe(surveys.find((survey) => isAllowed('auto', survey))?.name);
    expect(tf.getBackend()).toBe(engine.name);
  });

  it.each(enginesHere)('%s computes, and can be chosen again', async (name) => {
    const engine = await selectEngine(name, { threads: 1 });
    expect(engine).toMatchObject({ name, threads: 1 });
    expect(engine.device === 'cpu').toBe(!name.includes(':'));
    expect(engineLabel(engine)).toBe(
      `${name} ${engine.version}${name.includes(':') ? ` on ${engine.device}` : ''}`,
    );
    expect(Array.from(await tf.tidy(() => tf.tensor1d([1, 2]).square()).data())).toEqual([1, 4]);
    await engine.dispose();
    await selectEngine(name);
    expect(Array.from(await tf.tidy(() => tf.tensor1d([1, 3]).square()).data())).toEqual([1, 9]);
  });

  it('onnxruntime takes another number of threads, and tensors survive the change', async () => {
    await selectEngine('onnxruntime', { threads: 1 });
    const x = tf.tensor1d([1, 2, 3]);
    const doubled = x.mul(2);
    await doubled.data();
    expect(await selectEngine('onnxruntime', { threads: 2 })).toMatchObject({ threads: 2 });
    expect(Array.from(await doubled.add(x).data())).toEqual([3, 6, 9]);
  });

  it('a tensor moves with the choice of engine', async () => {
    await selectEngine('cpu');
    const x = tf.tensor1d([1, 2, 3]);
    await selectEngine('onnxruntime');
    const y = x.add(1);
    expect(Array.from(await y.data())).toEqual([2, 3, 4]);
    await selectEngine('cpu');
    expect(Array.from(await y.mul(2).data())).toEqual([4, 6, 8]);
  });

  it('one that cannot be had is refused with its reason and what to do', async () => {
    if ((await surveyHere('tensorflow')).available)
      return expect(selectEngine('tensorflow')).resolves.toBeDefined();
    const refusal = selectEngine('tensorflow');
    await expect(refusal).rejects.toBeInstanceOf(DomainError);
    await expect(refusal).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE' });
    await expect(refusal).rejects.toThrow(/tfjs-node: .*engram doctor/s);
  });

  it.each([0, 1.5, -1, NaN])('%d threads are refused', async (threads) => {
    await expect(selectEngine('auto', { threads })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});
