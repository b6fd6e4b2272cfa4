import type { Ink } from '../frame/attributes.ts';

/** Colours and sizes as the variables of web/src/styles/tokens.css, so that a chart follows the theme. */
export const pageInk: Ink = {
  colour: (colour) => ({
    colour:
      typeof colour === 'string'
        ? `var(--${colour})`
        : `color-mix(in srgb, var(--${colour.of}) ${100 * colour.share}%, ${colour.over === null ? 'transparent' : `var(--${colour.over})`})`,
  }),
  fontSize: (size) => `var(--text-${size})`,
};
