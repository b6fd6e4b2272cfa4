import { z } from 'zod';

const pattern = /^[0-9a-f]{64}$/;

/** Whether a text is a SHA-256 in lower-case hexadecimal, as hashes are written everywhere. */
export const isSha256 = (text: string): boolean => pattern.test(text);

export const sha256Schema = z.string().regex(pattern, 'is no SHA-256');
