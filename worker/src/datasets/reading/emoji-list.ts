import { DomainError } from '@engram/core';

export interface Emoji {
  /** Of its picture in the package. */
  path: string;
  category: string;
  /** Code points; a variant has those of its base and of its skin tone: `1f44b-1f3fb`. */
  id: string;
}

/** What is read of an entry of `emoji.json`. */
interface Entry extends Record<string, unknown> {
  image: string;
  category: string;
  skin_variations?: Record<string, Record<string, unknown> & { image: string }>;
}

/**
 * The emoji that a vendor drew, in the order of `emoji.json`, each followed by its variants in other skin tones.
 * @param bytes `emoji.json`
 * @returns categories in the order in which they occur
 * @throws DomainError INVALID_FILE when the file is missing or of another form
 */
export function emojiList(
  bytes: Uint8Array | undefined,
  vendor: string,
  folder: string,
  source: string,
): { list: Emoji[]; categories: string[] } {
  if (!bytes) throw new DomainError('INVALID_FILE', `${source}, emoji.json: it is missing.`);
  const entries = JSON.parse(Buffer.from(bytes).toString('utf8')) as Entry[];
  const list: Emoji[] = [];
  for (const { category, skin_variations = {}, ...base } of entries)
    for (const picture of [base, ...Object.values(skin_variations)])
      if (picture[`has_img_${vendor}`] === true)
        list.push({ path: `${folder}${picture.image}`, category, id: picture.image.replace(/\.png$/, '') });
  return { list, categories: [...new Set(list.map(({ category }) => category))] };
}
