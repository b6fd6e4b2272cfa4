import * as tf from '@tensorflow/tfjs';
import { Rng } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { dinoLoss, updatedCentre } from '../../../worker/src/methods/dino.ts';
import { readFixture } from '../../helpers/fixtures.ts';
import { expectAllClose } from '../../oracles/close.ts';
import { dino } from '../../oracles/methods/dino.ts';
import { enginesHere } from '../engine/engines-here.ts';
import { centralDifferences, relativeError, withGradients, type Matrix } from './loss-on-engine.ts';
import { randomMatrix } from './random-matrix.ts';

interface DinoCase {
  method: string;
  s1: Matrix;
  s2: Matrix;
  t1: Matrix;
  t2: Matrix;
  center: Matrix;
  teacherTemperature: number;
  studentTemperature: number;
  loss: number;
  grads: { s1: Matrix; s2: Matrix };
}

const { cases } = readFixture<{ cases: Record<string, DinoCase> }>('losses');
const ours = Object.entries(cases).filter(([, { method }]) => method === 'dino');

it('is checked against fixtures of its method', () => expect(ours.length).toBeGreaterThan(0));

describe.each(enginesHere)('dino on the engine %s', (engine) => {
  beforeAll(async () => void (await selectEngine(engine)));

  it.each(ours)('equals the reference values and gradients of %s', async (_name, given) => {
    const { loss, gradients } = await withGradients(
      (a, b) =>
        dinoLoss([a!, b!], [tf.tensor2d(given.t1), tf.tensor2d(given.t2)], tf.tensor2d(given.center), given),
      [given.s1, given.s2],
    );
    expectAllClose([loss], [given.loss], 1e-4);
    expectAllClose(gradients[0]!, given.grads.s1.flat(), 1e-4);
    expectAllClose(gradients[1]!, given.grads.s2.flat(), 1e-4);
  });

  it('equals algorithm 1 of the paper with small parts, and its gradient finite differences of it', async () => {
    const rng = Rng.fromSeed('dino');
    const next = (rows = 5): Matrix => randomMatrix(rows, 4, rng);
    const students = [next(), next(), next(), next()];
    const teachers = [next(), next()];
    const centre = next(1);
    const settings = { studentTemperature: 0.3, teacherTemperature: 0.1 };
    const { loss, gradients } = await withGradients(
      (...s) => dinoLoss(s, teachers.map((t) => tf.tensor2d(t)), tf.tensor2d(centre), settings), // prettier-ignore
      students,
    );
    const oracle = (...s: Matrix[]): number => dino(s, teachers, centre[0]!, settings);
    expectAllClose([loss], [oracle(...students)], 1e-5);
    expect(relativeError(gradients.flat(), centralDifferences(oracle, ...students))).toBeLessThan(1e-4);
    // Without the centre, and with a view compared with itself, it would be another number.
    const uncentred = dino(students, teachers, [0, 0, 0, 0], settings);
    expect(Math.abs(uncentred - loss)).toBeGreaterThan(0.01 * Math.abs(loss));
  });

  it('moves the centre by 1 − m towards the mean of the outputs', async () => {
    const moved = tf.tidy(() => updatedCentre(tf.tensor1d([1, -2]), tf.tensor2d([[3, 0], [5, 2], [1, 1]]), 0.9)); // prettier-ignore
    expectAllClose(Array.from(await moved.data()), [1.2, -1.7], 1e-6);
    moved.dispose();
  });

  it('keeps the teacher from giving one output to all where the centre has followed it', async () => {
    // The first output leads everywhere: uncentred the teacher names it for every datapoint, centred it does not.
    const outputs = randomMatrix(64, 4, Rng.fromSeed('lead')).map((row) => row.map((v, k) => 0.05 * v + (k === 0 ? 0.5 : 0))); // prettier-ignore
    const leads = async (centre: number[]): Promise<number> => {
      const first = tf.tidy(() => tf.tensor2d(outputs).sub(tf.tensor1d(centre)).div(0.04).softmax(1).mean(0)); // prettier-ignore
      const [share] = await first.data();
      first.dispose();
      return share!;
    };
    const moved = tf.tidy(() => {
      let centre = tf.tensor1d([0, 0, 0, 0]);
      for (let step = 0; step < 60; step++) centre = updatedCentre(centre, tf.tensor2d(outputs), 0.9);
      return centre;
    });
    const centre = Array.from(await moved.data());
    moved.dispose();
    expect(await leads([0, 0, 0, 0])).toBeGreaterThan(0.95);
    expect(await leads(centre)).toBeLessThan(0.5);
  });
});
