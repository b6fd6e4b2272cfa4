import { ownAddress } from '../../base-path.ts';

/**
 * What the dashboard's server answers with bytes.
 * @param what is loaded, such as 'scores' @throws Error with what the API says
 */
export async function loadBytes(path: string, what: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const answer = await fetch(ownAddress(path), { signal });
  if (answer.ok) return answer.arrayBuffer();
  const body = (await answer.json().catch(() => null)) as { errors?: [{ message: string }] } | null;
  throw new Error(body?.errors?.[0].message ?? `The ${what} could not be loaded (status ${answer.status}).`);
}
