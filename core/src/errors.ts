/** Every kind of error. A code is added here and in `errorTable`, or it does not compile. */
export type ErrorCode =
  | 'INVALID_ARGUMENT'
  | 'INVALID_CONFIG'
  | 'INVALID_FILE'
  | 'INVALID_SCORE_INPUT'
  | 'NOT_COMPARABLE'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'LIMIT_EXCEEDED'
  | 'RATE_LIMITED'
  | 'OVERLOADED'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'ENGINE_UNAVAILABLE'
  | 'ENGINE_FAILED'
  | 'STORE_UNAVAILABLE'
  | 'DISK_UNAVAILABLE'
  | 'SOURCE_UNAVAILABLE'
  | 'TRAINING_DIVERGED'
  | 'REPRESENTATION_COLLAPSED'
  | 'CANCELLED'
  | 'INTERNAL';

export interface ErrorTraits {
  /** `extensions.code` of the GraphQL error. */
  graphql: string;
  /** HTTP status of the response outside GraphQL. */
  http: number;
  /** Exit code of the command `engram`. */
  exit: number;
  /** Whether the same request may succeed later without any change. */
  retryable: boolean;
}

const traits = (graphql: string, http: number, exit: number, retryable = false): ErrorTraits => ({
  graphql,
  http,
  exit,
  retryable,
});

/** One table for GraphQL, HTTP, the command's exit code and retries, so that they cannot disagree. */
export const errorTable = {
  INVALID_ARGUMENT: traits('INVALID_ARGUMENT', 400, 2),
  INVALID_CONFIG: traits('INVALID_CONFIG', 400, 2),
  // The API takes no files: over HTTP it is one of its own that is damaged.
  INVALID_FILE: traits('INVALID_FILE', 500, 3),
  INVALID_SCORE_INPUT: traits('INVALID_SCORE_INPUT', 400, 3),
  NOT_COMPARABLE: traits('NOT_COMPARABLE', 409, 4),
  NOT_FOUND: traits('NOT_FOUND', 404, 5),
  CONFLICT: traits('CONFLICT', 409, 6),
  LIMIT_EXCEEDED: traits('LIMIT_EXCEEDED', 400, 7),
  RATE_LIMITED: traits('RATE_LIMITED', 429, 7, true),
  OVERLOADED: traits('OVERLOADED', 503, 7, true),
  UNAUTHENTICATED: traits('UNAUTHENTICATED', 401, 8),
  FORBIDDEN: traits('FORBIDDEN', 403, 8),
  ENGINE_UNAVAILABLE: traits('ENGINE_UNAVAILABLE', 503, 9),
  ENGINE_FAILED: traits('ENGINE_FAILED', 503, 9),
  STORE_UNAVAILABLE: traits('STORE_UNAVAILABLE', 503, 10, true),
  DISK_UNAVAILABLE: traits('DISK_UNAVAILABLE', 503, 10),
  SOURCE_UNAVAILABLE: traits('SOURCE_UNAVAILABLE', 503, 10, true),
  TRAINING_DIVERGED: traits('TRAINING_DIVERGED', 422, 11),
  REPRESENTATION_COLLAPSED: traits('REPRESENTATION_COLLAPSED', 422, 11),
  CANCELLED: traits('CANCELLED', 409, 12),
  INTERNAL: traits('INTERNAL_SERVER_ERROR', 500, 70),
} as const satisfies Record<ErrorCode, ErrorTraits>;

/**
 * Codes that a client of the API meets beside those of the table: GraphQL's own, for documents that are not understood. Libraries
 * know them by these names.
 */
export const protocolCodes = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'PERSISTED_QUERY_NOT_FOUND',
] as const;

export interface DomainErrorOptions {
  /** For logs only; never shown to a stranger. */
  details?: Readonly<Record<string, unknown>>;
  cause?: unknown;
}

/** An error its reader can act on: the message names the input, the cause and the next step. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    readonly code: ErrorCode,
    message: string,
    options: DomainErrorOptions = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.details = options.details ?? {};
  }

  get traits(): ErrorTraits {
    return errorTable[this.code];
  }
}

/** A broken promise of our own code, never the user's doing. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';

  constructor(message: string) {
    super(`internal: ${message}`);
  }
}

export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}
