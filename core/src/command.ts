/** How the command is called on this machine; in a clone that nobody linked, through npx. */
let program = 'npx engram';

/** Told once, by the command itself, which knows how it was started. */
export function setCommandName(name: string): void {
  program = name;
}

/** A command line that a reader can copy: `npx engram resume 019a…`. Every message that names a command is made with it. */
export const commandLine = (args: string): string => `${program} ${args}`;
