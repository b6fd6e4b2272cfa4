import { Command } from 'commander';
import { expect, it } from 'vitest';
import { addExperiment } from '../../cli/src/commands/experiment.ts';

it('the help of experiments names each kind once, and those with another name in words', () => {
  const engram = new Command();
  addExperiment(engram);
  const help = engram.commands[0]!.helpInformation().replaceAll(/\s+/g, ' ');
  expect(help).toContain('one of agreement, atypicality, contamination,');
  expect(help).toContain('dynamics (training dynamics)');
});
