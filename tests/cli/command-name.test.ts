import { describe, expect, it } from 'vitest';
import { commandName } from '../../cli/src/command-name.ts';

const started = (file: string, env: Record<string, string> = {}, cwd = '/clone') =>
  commandName({ file, cwd, env });

describe('the command in messages', () => {
  it('is npx engram where npx or npm start called it', () => {
    expect(
      started('/clone/node_modules/.bin/engram', { npm_command: 'exec', PATH: '/clone/node_modules/.bin' }),
    ).toBe('npx engram');
    expect(started('/clone/cli/bin/engram.mjs', { npm_lifecycle_event: 'start' })).toBe('npx engram');
    expect(started('/clone/scripts/start.mjs')).toBe('npx engram');
  });

  it('is engram where that is on the PATH', () => {
    expect(started('/usr/local/bin/engram', { PATH: '/usr/bin:/usr/local/bin' })).toBe('engram');
  });

  it('is the file itself elsewhere, as in a container', () => {
    expect(started('/clone/cli/bin/engram.mjs')).toBe('node cli/bin/engram.mjs');
    expect(started('/clone/cli/bin/engram.mjs', {}, '/tmp')).toBe('node /clone/cli/bin/engram.mjs');
    expect(started('/clone/node_modules/.bin/engram', { PATH: '/usr/bin' })).toBe('node_modules/.bin/engram');
    expect(started('/my clone/cli/bin/engram.mjs', {}, '/tmp')).toBe("node '/my clone/cli/bin/engram.mjs'");
  });
});
