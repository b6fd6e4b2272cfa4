/** An element of a parsed document. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  /** Its own text. */
  text: string;
}

const token = /<([A-Za-z][\w-]*)((?:\s+[A-Za-z][\w:-]*="[^"<]*")*)\s*(\/?)>|<\/([A-Za-z][\w-]*)>|([^<]+)/gy;
const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

/** A document without declarations, comments or namespaces of its own. @throws Error where it is not well-formed XML */
export function parseXml(source: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  token.lastIndex = 0;
  while (token.lastIndex < source.length) {
    const at = token.lastIndex;
    const match = token.exec(source);
    if (!match) throw new Error(`not XML at ${at}: ${source.slice(at, at + 60)}`);
    const [, name, written, isEmpty, closed, text] = match;
    if (name !== undefined) {
      const child = { name, attributes: attributesIn(written!), children: [], text: '' };
      open.at(-1)!.children.push(child);
      if (!isEmpty) open.push(child);
    } else if (closed !== undefined) {
      if (open.pop()!.name !== closed) throw new Error(`</${closed}> at ${at} closes another element`);
    } else open.at(-1)!.text += decoded(text!);
  }
  if (open.length !== 1 || root.children.length !== 1 || root.text.trim() !== '')
    throw new Error('not one element that is closed');
  return root.children[0]!;
}

/** Every element below one, itself first, in the order of the document. */
export const allOf = (element: XmlElement): XmlElement[] => [element, ...element.children.flatMap(allOf)];

function attributesIn(written: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, key, value] of written.matchAll(/([\w:-]+)="([^"]*)"/g)) {
    if (key! in found) throw new Error(`${key} is given twice`);
    found[key!] = decoded(value!);
  }
  return found;
}

function decoded(text: string): string {
  if (/(?![\t\n\r])\p{Cc}|\p{Cs}/u.test(text)) throw new Error(`a character that XML cannot hold: ${text}`);
  return text.replaceAll(/&[^;]*;?/g, (entity) => {
    if (!(entity in entities)) throw new Error(`${entity} is no entity of XML`);
    return entities[entity]!;
  });
}
