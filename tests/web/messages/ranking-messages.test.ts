import { rankingQualities } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { rankingAdvice } from '../../../web/src/messages/ranking-messages.ts';
import { runCommand } from '../../../web/src/run-command.ts';

describe('advice on a ranking', () => {
  it('tells nobody to train the encoders of an imported run', () => {
    for (const quality of rankingQualities)
      expect(rankingAdvice(quality, 'imported', null)).not.toMatch(/train|augment/);
    expect(rankingAdvice('NOISE', 'imported', null)).toContain('Import the views of more encoders');
    expect(rankingAdvice('UNKNOWN', 'half-split', 'alignment')).toContain('train more encoders');
  });

  it('promises of no proxy that it makes memorization visible', () => {
    expect(rankingAdvice('NOISE', 'half-split', 'alignment')).toContain('To make memorization visible');
    for (const measure of ['gradient-coherence', 'pixel-distance'])
      for (const quality of rankingQualities)
        expect(rankingAdvice(quality, 'half-split', measure)).not.toMatch(/make memorization visible/);
    expect(rankingAdvice('NOISE', 'half-split', 'pixel-distance')).toContain(
      'Measure the same encoders by alignment',
    );
  });
});

describe('the command that makes another run', () => {
  it('is a preset on its own dataset only, and none where there is nothing to train on', () => {
    expect(runCommand(null)).toBe('npx engram run mnist-quick');
    expect(runCommand('mnist', ['half-split'])).toBe('npx engram run mnist-vicreg');
    expect(runCommand('fashion', ['half-split'])).toBe('npx engram run FILE.json');
    expect(runCommand('representations-abc', ['imported'])).toBeNull();
  });
});
