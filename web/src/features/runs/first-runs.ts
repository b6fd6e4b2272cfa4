/** Variables of the first page of the list, the same on server and in the browser. */
export const firstRuns = { first: 50, after: null };
