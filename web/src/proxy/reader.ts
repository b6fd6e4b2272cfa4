/** Header in which the request guard writes the address of a reader, and in which the API is told for whom it is asked. */
export const readerHeader = 'x-engram-reader';

/**
 * An address as far as it stands for one reader: whoever has an address of IPv6 has 2⁶⁴ of them, so that its first four groups count,
 * such as 2001:db8:0:0.
 */
export function readerOf(address: string): string {
  const url = `http://[${address.replace(/%.*$/, '')}]`;
  if (!URL.canParse(url)) return address;
  // It writes every address of IPv6 in one way: groups without leading zeros, and one run of zeros as '::'.
  const [start = [], end = []] = new URL(url).hostname.slice(1, -1).split('::').map(groups);
  const zeros = Array<string>(8 - start.length - end.length).fill('0');
  return [...start, ...zeros, ...end].slice(0, 4).join(':');
}

const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
