import { diskTrouble, diskTroubleIn, DomainError } from '@engram/core';
import { describe, expect, it } from 'vitest';

const failed = (code: string, more: object = {}) => Object.assign(new Error(code), { code, ...more });

describe('trouble of a disk', () => {
  it.each([
    ['ENOSPC', /no space left on the disk of \/x\/file/],
    ['EDQUOT', /quota.*\/x\/file/],
    ['EROFS', /\/x\/file.*read-only/],
    ['EACCES', /\/x\/file.*denied/],
    ['EIO', /\/x\/file.*EIO/],
    ['EMFILE', /\/x\/file.*ulimit/],
  ])('%s is named with the path and what to do', (code, message) => {
    const trouble = diskTrouble(failed(code), '/x/file');
    expect(trouble).toMatchObject({ code: 'DISK_UNAVAILABLE', message: expect.stringMatching(message) });
    expect(diskTrouble(new Error('outer', { cause: failed(code, { path: '/x/file' }) }))!.message).toMatch(
      message,
    );
  });

  it('is read off what other programs say', () => {
    const said =
      'initdb: error: could not write to file "x": No space left on device\ninitdb: removing data directory';
    expect(diskTroubleIn(said, '/x/cluster')!.message).toMatch(/no space left on the disk of \/x\/cluster/);
    expect(diskTroubleIn('initdb: error: invalid locale', '/x')).toBeNull();
  });

  it('names the file rather than its temporary name', () => {
    expect(diskTrouble(failed('ENOSPC', { path: '/x/file.17.part' }), '/x/file')!.message).toMatch(
      /\/x\/file\. /,
    );
    expect(diskTrouble(failed('EROFS', { path: '/x' }), '/x/file')!.message).toMatch(/^\/x lies/);
  });

  it('is nothing else: ports, sockets and errors of our own are left as they are', () => {
    expect(diskTrouble(failed('EACCES', { syscall: 'listen' }))).toBeNull();
    expect(diskTrouble(failed('ECONNREFUSED'))).toBeNull();
    expect(diskTrouble(new DomainError('NOT_FOUND', 'x', { cause: failed('EACCES') }))).toBeNull();
    expect(diskTrouble('EACCES')).toBeNull();
    const own = diskTrouble(failed('EIO'), '/x')!;
    expect(diskTrouble(own)).toBe(own);
  });
});
