declare module 'oled-font-5x7' {
  /** A bitmap font: each glyph is `width` columns, the lowest bit at the top. */
  const font: { width: number; height: number; fontData: number[]; lookup: string[] };
  export default font;
}
