/** What of an address tells one view from another: its filters as they stand in it, or its page. */
export function viewLabel(address: string): string {
  const at = address.indexOf('?');
  if (at < 0 || at === address.length - 1) return address;
  return [...new URLSearchParams(address.slice(at))].map(([key, value]) => `${key} ${value}`).join(' · ');
}
