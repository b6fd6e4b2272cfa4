/** What a token lets its holder do; each scope includes those before it. `annotate` tags, comments and saves views. */
export const tokenScopes = ['read', 'annotate', 'runs:write', 'admin'] as const;

export type TokenScope = (typeof tokenScopes)[number];

/** Scopes by the names that GraphQL gives them, since a name of an enum has no colon: `RUNS_WRITE`. */
export const scopesByName: Readonly<Record<string, TokenScope>> = Object.fromEntries(
  tokenScopes.map((scope) => [scope.toUpperCase().replace(':', '_'), scope]),
);

/** Whether a holder of `held` may do what needs `needed`. */
export function scopeIncludes(held: TokenScope, needed: TokenScope): boolean {
  return tokenScopes.indexOf(held) >= tokenScopes.indexOf(needed);
}
