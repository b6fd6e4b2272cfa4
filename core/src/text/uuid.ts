const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const whole = new RegExp(`^${uuid}$`, 'i');
const anywhere = new RegExp(uuid, 'i');

/** Whether a text is a UUID, in small or capital letters. */
export const isUuid = (text: string): boolean => whole.test(text);

/** Whether it is one in small letters: the one way in which addresses name it. */
export const isCanonicalUuid = (text: string): boolean => isUuid(text) && text === text.toLowerCase();

/** The first UUID in a text; null without one. */
export const findUuid = (text: string): string | null => anywhere.exec(text)?.[0] ?? null;
