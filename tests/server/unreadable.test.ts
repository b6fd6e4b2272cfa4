import { expect, it } from 'vitest';
import { unreadableMessage, type UnreadableError } from '../../server/src/http/unreadable.ts';

it.each<[UnreadableError, string]>([
  // `null`, `1` and `"x"` are JSON.
  [{ type: 'entity.parse.failed', status: 400 }, 'The body is no JSON object.'],
  [{ code: 'Z_DATA_ERROR', status: 400 }, 'The body is not compressed as its Content-Encoding says'],
  [{ code: 'Z_BUF_ERROR', status: 400 }, 'The body is not compressed as its Content-Encoding says'],
  [
    { code: 'ERR__ERROR_FORMAT_PADDING_1', status: 400 },
    'The body is not compressed as its Content-Encoding says',
  ],
  [{ status: 400 }, 'In an address, write % as %25.'],
])('%j is told by its own reason', (error, words) => expect(unreadableMessage(error)).toContain(words));
