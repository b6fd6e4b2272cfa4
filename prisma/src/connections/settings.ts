/** How long a connection may take to open, or to become free, unless the address has a `connect_timeout`. */
export const connectionTimeoutMs = 15_000;

/** A server that vanished without a word (no power, no network) is noticed within half a minute. */
export const keepAlive = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const;
