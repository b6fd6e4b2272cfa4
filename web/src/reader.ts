/** Header in which the request guard writes the address of a reader, and in which the API is told for whom it is asked. */
export const readerHeader = 'x-engram-reader';

/** An address as far as it stands for one reader: whoever has an address of IPv6 has 2⁶⁴ of them. */
export const readerOf = (address: string): string =>
  address.includes(':') ? address.split(':').slice(0, 4).join(':') : address;
