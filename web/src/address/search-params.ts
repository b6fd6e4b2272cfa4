export type PageSearch = Promise<Record<string, string | string[] | undefined>>;

/** The search of a page's address, each key once. */
export async function searchParams(search: PageSearch): Promise<URLSearchParams> {
  return new URLSearchParams(
    Object.entries(await search).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  );
}
