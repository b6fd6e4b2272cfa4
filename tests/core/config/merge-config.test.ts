import { describe, expect, it } from 'vitest';
import { mergeConfig } from '../../../core/src/config/merge-config.ts';

const preset = {
  epochs: 60,
  method: { key: 'simclr', temperature: 0.2 },
  optimizer: { momentum: 0.9 },
  widths: [4, 2],
};

describe('changes to a preset', () => {
  it('reach into its parts and leave the rest', () => {
    expect(mergeConfig(preset, { method: { temperature: 0.5 }, seed: 3 })).toEqual({
      ...preset,
      seed: 3,
      method: { key: 'simclr', temperature: 0.5 },
    });
  });

  it('replace a part whole when they name another key', () => {
    expect(mergeConfig(preset, { method: { key: 'vicreg' } })).toEqual({
      ...preset,
      method: { key: 'vicreg' },
    });
  });

  it('replace SGD, which goes without its key, when they name another optimizer', () => {
    const lars = { key: 'lars', learningRate: 1 };
    expect(mergeConfig(preset, { optimizer: lars })).toEqual({ ...preset, optimizer: lars });
    const sgd = { key: 'sgd', learningRate: 1 };
    expect(mergeConfig(preset, { optimizer: sgd })).toMatchObject({ optimizer: { momentum: 0.9, ...sgd } });
  });

  it('replace lists, and never touch the preset itself', () => {
    expect(mergeConfig(preset, { widths: [8] })).toEqual({ ...preset, widths: [8] });
    expect(preset.widths).toEqual([4, 2]);
  });

  it('cannot reach the prototype of objects', () => {
    mergeConfig({}, JSON.parse('{"__proto__": {"polluted": true}}'));
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
