import { expect, it } from 'vitest';
import { isGraphicsDevice, processor } from '../../../worker/src/devices/engine-survey.ts';

it('a card is a graphics device; a processor is none, and neither is a renderer that runs on one', () => {
  const card = { name: 'NVIDIA H200', driver: '570', memoryBytes: 1, isSoftware: false };
  expect(isGraphicsDevice(card)).toBe(true);
  expect(isGraphicsDevice(processor)).toBe(false);
  expect(isGraphicsDevice({ ...card, name: 'llvmpipe', isSoftware: true })).toBe(false);
});
