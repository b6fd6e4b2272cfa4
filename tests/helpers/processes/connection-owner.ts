import { readdir, readFile, readlink } from 'node:fs/promises';

/** Inode of the socket by which this machine answers the client at `remotePort`; undefined where there is none. From /proc/net/tcp, man 5 proc. */
async function inodeOf(localPort: number, remotePort: number): Promise<string | undefined> {
  const hex = (port: number) => `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8')));
  const fields = tables.flatMap((text) => text.split('\n').map((line) => line.trim().split(/\s+/)));
  return fields.find(([, local, remote]) => local?.endsWith(hex(localPort)) && remote?.endsWith(hex(remotePort)))?.[9]; // prettier-ignore
}

/** Which of the processes holds the server's end of a connection; undefined if none does. */
export async function ownerOf(
  { localPort, remotePort }: { localPort: number; remotePort: number },
  pids: readonly number[],
): Promise<number | undefined> {
  const inode = await inodeOf(localPort, remotePort);
  if (inode === undefined) return undefined;
  for (const pid of pids) {
    const files = await readdir(`/proc/${pid}/fd`);
    // One that is closed meanwhile is not it.
    const targets = await Promise.all(
      files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => '')),
    );
    if (targets.includes(`socket:[${inode}]`)) return pid;
  }
  return undefined;
}
