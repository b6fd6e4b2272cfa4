import { useState } from 'react';
import { ownAddress } from '../../../base-path.ts';
import { pickRows } from './pick-rows.ts';

/**
 * Saves the scores of datapoints as a CSV: their rows of the run's whole export, number for number.
 * @param run its UUID @param name of the file
 */
export function useDownload(run: string, name: string) {
  const [isBusy, setIsBusy] = useState(false);
  /** @returns what went wrong; null where nothing did */
  const download = async (indices: Iterable<number>): Promise<string | null> => {
    if (isBusy) return null;
    setIsBusy(true);
    try {
      const answer = await fetch(ownAddress(`/api/export/${run}.csv`));
      if (!answer.ok || !answer.body) return await reasonOf(answer);
      save(await pickRows(textOf(answer.body), indices), name);
      return null;
    } catch (error) {
      // Browsers say it each in its own words.
      if (error instanceof TypeError)
        return 'The scores could not be loaded: the connection was lost. Try again.';
      return error instanceof Error ? error.message : String(error);
    } finally {
      setIsBusy(false);
    }
  };
  return { download, isBusy };
}

/** Why the API did not give them, in its words. */
async function reasonOf(answer: Response): Promise<string> {
  const body = (await answer.json().catch(() => null)) as { errors?: { message: string }[] } | null;
  const said = body?.errors?.[0]?.message;
  return said ?? `The scores could not be loaded (status ${answer.status}). Try again.`;
}

async function* textOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (let part = await reader.read(); !part.done; part = await reader.read())
    yield decoder.decode(part.value, { stream: true });
}

function save(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  // Some browsers read it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
