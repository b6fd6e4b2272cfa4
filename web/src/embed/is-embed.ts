/** Whether a path, below the base path, is the page of a snapshot for frames of other pages. */
export const isEmbed = (path: string): boolean => /^\/s\/[^/]+\/embed$/.test(path);
