import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Network namespaces take root and Debian's iproute2. */
export const hasMachines = process.getuid?.() === 0 && existsSync('/usr/sbin/ip');

/** A machine with an address and a disk of its own, and one cable to all others. */
export interface Machine {
  readonly address: string;
  /** What goes before a command to run it there. */
  readonly through: readonly string[];
  /** Its ENGRAM_HOME. */
  readonly home: string;
  /** `down`: nothing passes; `deaf`: what it sends arrives, and nothing comes back; `mute`: the other way round; `up`: as new. */
  cable(state: 'up' | 'down' | 'mute' | 'deaf'): void;
  /** Takes one more address, which another machine may have had before. */
  takeAddress(address: string): void;
}

export interface Network {
  /** Address of this machine, which all others reach. */
  readonly hub: string;
  machine(): Promise<Machine>;
  close(): Promise<void>;
}

/** Nobody has it: frames to it are lost, and no error says so. */
const nobody = '02:00:00:00:00:ff';

const ip = (...args: string[]): string => execFileSync('/usr/sbin/ip', args, { encoding: 'utf8' });

/** A switch on this machine, to which machines are attached. */
export function openNetwork(): Network {
  // Interfaces have names of 15 characters at most, and several tests may run at once.
  const id = process.pid.toString(36);
  const bridge = `egb${id}`;
  const third = process.pid % 250;
  const hub = `10.77.${third}.1`;
  ip('link', 'add', bridge, 'type', 'bridge');
  ip('addr', 'add', `${hub}/24`, 'dev', bridge);
  ip('link', 'set', bridge, 'up');
  const names: string[] = [];
  const homes: string[] = [];
  return {
    hub,
    async machine() {
      const number = names.length + 1;
      const name = `eg${id}n${number}`;
      const outside = `egv${id}n${number}`;
      const address = `10.77.${third}.${number + 1}`;
      names.push(name);
      const home = await mkdtemp(join(tmpdir(), `engram-machine-${number}-`));
      homes.push(home);
      ip('netns', 'add', name);
      ip('link', 'add', outside, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
      ip('link', 'set', outside, 'master', bridge);
      ip('link', 'set', outside, 'up');
      const inside = (...args: string[]): string => ip('-n', name, ...args);
      inside('addr', 'add', `${address}/24`, 'dev', 'eth0');
      inside('link', 'set', 'eth0', 'up');
      inside('link', 'set', 'lo', 'up');
      const lose = (at: 'here' | 'there', isLost: boolean): void => {
        const neighbour = at === 'there' ? [hub, 'dev', 'eth0'] : [address, 'dev', bridge];
        const run = at === 'there' ? inside : ip;
        if (isLost) run('neigh', 'replace', ...neighbour, 'lladdr', nobody, 'nud', 'permanent');
        else
          try {
            run('neigh', 'del', ...neighbour);
          } catch {
            // It was not lost.
          }
      };
      return {
        address,
        home,
        through: ['/usr/sbin/ip', 'netns', 'exec', name],
        cable(state) {
          ip('link', 'set', outside, state === 'down' ? 'down' : 'up');
          lose('there', state === 'mute');
          lose('here', state === 'deaf');
        },
        takeAddress(moving) {
          inside('addr', 'add', `${moving}/24`, 'dev', 'eth0');
          // As a machine does that takes over an address: others forget whom it belonged to.
          for (const other of names.filter((one) => one !== name))
            ip('-n', other, 'neigh', 'flush', 'to', moving);
          ip('neigh', 'flush', 'to', moving);
        },
      };
    },
    async close() {
      for (const name of names) ip('netns', 'del', name);
      ip('link', 'del', bridge);
      for (const home of homes) await rm(home, { recursive: true, force: true });
    },
  };
}
