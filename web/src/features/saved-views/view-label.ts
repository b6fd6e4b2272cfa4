/** What numbers alone would not tell a reader: the points of a lasso, a switch. */
const named: Readonly<Record<string, string>> = {
  lasso: 'lasso over two runs',
  maplasso: 'lasso over the map',
  map: 'map',
  commented: 'has a comment',
};

/** What of an address tells one view from another: its filters as they stand in it, or its page. */
export function viewLabel(address: string): string {
  const at = address.indexOf('?');
  if (at < 0 || at === address.length - 1) return address;
  const filters = new URLSearchParams(address.slice(at));
  if (filters.has('maplasso')) filters.delete('map');
  return [...filters].map(([key, value]) => named[key] ?? `${key} ${value}`).join(' · ');
}
