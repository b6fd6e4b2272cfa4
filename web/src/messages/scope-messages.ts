import type { TokenScope } from '@engram/core';

/** What a reader of the dashboard who signed in with a token of this scope may do here. */
export const scopeMessages = {
  read: 'You may read everything that the dashboard shows. To tag, comment or save views, you need a token with the scope annotate.',
  annotate:
    'You may read everything, tag, comment, save views, name, tag and archive runs, and publish snapshots. Tags, comments and views carry the name of this token; only you or an admin may change them.',
  'runs:write':
    'You may do all that the dashboard offers, and cancel runs and experiments. Tags, comments and views carry the name of this token; only you or an admin may change them. In the API you may also queue and delete runs.',
  admin:
    'You may do all that the dashboard offers, and change or remove tags, comments and saved views of others.',
} as const satisfies Record<TokenScope, string>;
