/** What Express and its parts throw for a request that cannot be answered as it was sent. */
export interface UnreadableError {
  /** Of `body-parser`. */
  type?: string;
  status?: number;
  /** The `content-encoding` or `charset` that is not read. */
  encoding?: string;
  charset?: string;
  /** To be sent with the answer, such as `Content-Range` with 416. */
  headers?: Readonly<Record<string, string>>;
}

const ofType: Record<string, (error: UnreadableError) => string> = {
  'entity.parse.failed': () =>
    'The body is not JSON. Send {"query": "…", "variables": {…}} as JSON in UTF-8.',
  'entity.verify.failed': () =>
    'The body is not JSON. Send {"query": "…", "variables": {…}} as JSON in UTF-8.',
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
  const words = error.type === undefined ? undefined : ofType[error.type];
  return words?.(error) ?? ofStatus[error.status ?? 400] ?? ofStatus[400]!;
}
