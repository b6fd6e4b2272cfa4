import { getDocumentProxy } from 'unpdf';

export interface ReadPdf {
  /** All its text, in the order of the file. */
  text: string;
  links: string[];
  /** Where the rightmost text ends, in points. */
  right: number;
  /** Of the first page, in points. */
  size: { width: number; height: number };
}

/** What another program than the one that wrote it reads in a PDF. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const texts: string[] = [];
  const links: string[] = [];
  let right = 0;
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    for (const item of items)
      if ('str' in item && item.str.trim() !== '')
        right = Math.max(right, (item.transform as number[])[4]! + item.width);
    texts.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
    for (const { url } of (await page.getAnnotations()) as { url?: string }[]) if (url) links.push(url);
  }
  const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
  return { text: texts.join('\n'), links, right, size: { width, height } };
}
