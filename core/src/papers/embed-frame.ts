/** Height in pixels of the line below a figure in a frame of another page, which names the snapshot; it stays when the figure is scaled. */
export const embedFootHeight = 40;

/** What the API tells of the page that it sends into a frame, for the dashboard that hands the frame out. */
export interface EmbedFacts {
  title: string;
  /** null when nobody is named. */
  authorName: string | null;
  /** Pixels at which all of it is shown. */
  width: number;
  height: number;
}

/** Whether a text may be the name of a figure, such as histogram-1. */
export const isFigureName = (text: string): boolean => /^[a-z0-9-]{1,100}$/.test(text);
