import { headers } from 'next/headers';
import { readEnv } from '../env.ts';
import { mayAnnotate } from './may-annotate.ts';

/** Whether whoever asks for the page may annotate, as far as this dashboard decides it; the API has the last word. */
export async function readerMayAnnotate(): Promise<boolean> {
  return mayAnnotate(await headers(), readEnv());
}
