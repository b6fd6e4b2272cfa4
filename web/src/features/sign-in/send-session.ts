import { ownAddress } from '../../base-path.ts';

/** Signs in with a token, or out with null. @returns null, or what went wrong */
export async function sendSession(token: string | null): Promise<string | null> {
  try {
    const answer = await fetch(ownAddress('/api/session'), {
      method: token === null ? 'DELETE' : 'POST',
      headers: { 'content-type': 'application/json' },
      body: token === null ? null : JSON.stringify({ token }),
    });
    if (answer.ok) return null;
    const { errors } = (await answer.json()) as { errors?: { message: string }[] };
    return errors?.[0]?.message ?? unexplained;
  } catch {
    return 'The dashboard does not answer. Try again when it is back.';
  }
}

const unexplained = 'The API gave no reason; its log says why. Try again.';
