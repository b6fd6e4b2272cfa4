/** What Express and its parts throw for a request that cannot be answered as it was sent. */
export interface UnreadableError {
  /** Of `body-parser`. */
  type?: string;
  /** Of `zlib`, where the body cannot be unpacked. */
  code?: string;
  status?: number;
  /** The `content-encoding` or `charset` that is not read. */
  encoding?: string;
  charset?: string;
  /** To be sent with the answer, such as `Content-Range` with 416. */
  headers?: Readonly<Record<string, string>>;
}

const noObject = 'The body is no JSON object. Send {"query": "…", "variables": {…}} as JSON in UTF-8.';

const ofType: Record<string, (error: UnreadableError) => string> = {
  'entity.parse.failed': () => noObject,
  'entity.verify.failed': () => noObject,
  'encoding.unsupported': ({ encoding = '' }) =>
    `A body with Content-Encoding '${encoding}' is not read. Send it as it is, or by gzip, deflate or br.`,
  'charset.unsupported': ({ charset = '' }) =>
    `A body in the charset '${charset}' is not read. Send JSON in UTF-8.`,
  'request.size.invalid': () =>
    'The body has another length than Content-Length says. Send the number of bytes, not of characters.',
  'request.aborted': () => 'The body ended before its Content-Length. Send it again.',
};

const ofStatus: Record<number, string> = {
  400: 'The request cannot be read: its address or its body is malformed. In an address, write % as %25.',
  412: 'The file is another one than If-Match or If-Unmodified-Since ask for. Ask without them, and begin again.',
  416: 'The file has no such range of bytes; Content-Range says how long it is. Ask for a range within it, or without Range.',
};

/** Why a request cannot be answered and what to send in its place. */
export function unreadableMessage(error: UnreadableError): string {
  if (/^(Z_|ERR_(BROTLI|ZLIB|_ERROR))/.test(error.code ?? ''))
    return 'The body is not compressed as its Content-Encoding says, or is cut short. Send it as it is, or by gzip, deflate or br.';
  const words = error.type === undefined ? undefined : ofType[error.type];
  return words?.(error) ?? ofStatus[error.status ?? 400] ?? ofStatus[400]!;
}
