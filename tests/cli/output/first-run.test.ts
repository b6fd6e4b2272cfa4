import { assertFits, dataKinds, presets, runConfigSchema } from '@engram/core';
import { expect, it } from 'vitest';
import { firstRunCommand } from '../../../cli/src/output/first-run.ts';

const pets = { slug: 'pets', kind: 'image', channels: 3, datapointCount: 120 } as const;

it('an import ends with the command that scores what was imported, of any kind and size', () => {
  expect(firstRunCommand(pets)).toBe(
    'npx engram run mnist-quick --name pets --set dataset=pets --set datapoints=120 --set policy=colour-weak',
  );
  expect(firstRunCommand({ ...pets, channels: 1, datapointCount: 60_000 })).toBe(
    'npx engram run mnist-quick --name pets --set dataset=pets',
  );
  expect(firstRunCommand({ ...pets, slug: 'emoji' })).toBe('npx engram run emoji-quick');
});

it.each(dataKinds)('its policy is for data of the kind %s', (kind) => {
  const policy = /policy=(\S+)/.exec(firstRunCommand({ ...pets, kind, channels: 1 }))?.[1];
  const config = runConfigSchema.parse({ ...presets['mnist-quick'], ...(policy ? { policy } : {}) });
  expect(() => assertFits(config, kind)).not.toThrow();
});
