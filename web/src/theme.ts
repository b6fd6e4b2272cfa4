const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The cookie that keeps the reader's choice; without it the system's preference rules. */
export const themeCookie = 'engram-theme';

export function parseTheme(value: string | undefined): Theme | undefined {
  return themes.find((theme) => theme === value);
}
