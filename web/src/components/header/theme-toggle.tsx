'use client';

import { basePath } from '../../base-path.ts';
import { parseTheme, themeCookie } from '../../theme.ts';
import styles from './theme-toggle.module.css';

const year = 60 * 60 * 24 * 365;

function toggle(): void {
  const root = document.documentElement;
  const isDark =
    (parseTheme(root.dataset.theme) ??
      (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const next = isDark ? 'light' : 'dark';
  root.dataset.theme = next;
  document.cookie = `${themeCookie}=${next}; path=${basePath || '/'}; max-age=${year}; samesite=lax`;
}

/** Changes between the light and the dark theme, and remembers the choice in a cookie that the server reads. */
export function ThemeToggle() {
  return (
    <button
      type="button"
      className={styles.toggle}
      onClick={toggle}
      aria-label="Switch between light and dark theme"
    >
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="7.25" />
        <path d="M10 2.75a7.25 7.25 0 0 1 0 14.5z" />
      </svg>
    </button>
  );
}
