import { DomainError } from '@engram/core';

/**
 * The id and the format in the name of a file.
 * @param what it is a file of, such as `a run` @param folder of `/export`
 * @throws DomainError INVALID_ARGUMENT that names the formats
 */
export function parseFileName<Format extends string>(
  name: string,
  formats: readonly Format[],
  { what, folder }: { what: string; folder: string },
): { id: string; format: Format } {
  const at = name.lastIndexOf('.');
  const format = formats.find((one) => one === name.slice(at + 1));
  if (at > 0 && format) return { id: name.slice(0, at), format };
  throw new DomainError(
    'INVALID_ARGUMENT',
    `The export of ${what} is named by its id and a format, as in /export/${folder}/<id>.${formats[0]}; the formats are ${formats.join(', ')}.`,
  );
}
