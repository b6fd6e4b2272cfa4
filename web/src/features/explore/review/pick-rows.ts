/**
 * Of a CSV whose first column is the index of a datapoint: its head, and the rows of the datapoints asked for, in their order.
 * @param pieces of its text, cut anywhere
 * @throws Error where one of them has no row
 */
export async function pickRows(pieces: AsyncIterable<string>, indices: Iterable<number>): Promise<string> {
  const order = [...indices];
  const wanted = new Set(order);
  const rows = new Map<number, string>();
  let head: string | null = null;
  for await (const row of rowsOf(pieces))
    if (head === null) head = row;
    else if (wanted.has(Number.parseInt(row, 10))) rows.set(Number.parseInt(row, 10), row);
  const picked = order.map((index) => {
    const row = rows.get(index);
    if (row === undefined) throw new Error(`The scores of datapoint ${index} did not come with the others.`);
    return row;
  });
  return [head ?? '', ...picked].map((row) => `${row}\n`).join('');
}

/** A line break within quotes ends no row. */
async function* rowsOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let row = '';
  for await (const piece of pieces) {
    const lines = `${row}${piece}`.split('\n');
    row = '';
    for (const [at, line] of lines.entries()) {
      row += line;
      if (at === lines.length - 1) break;
      if (isQuoteOpen(row)) row += '\n';
      else {
        yield row;
        row = '';
      }
    }
  }
  if (row !== '') yield row;
}

const isQuoteOpen = (row: string): boolean => row.includes('"') && row.split('"').length % 2 === 0;
