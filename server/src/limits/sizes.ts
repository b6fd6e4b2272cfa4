/** Largest page of a connection, and most objects fetched by id. */
export const largestPage = 100;
/** Most entries of a list argument, and most bins of a histogram. */
export const largestLookUp = 1_000;
