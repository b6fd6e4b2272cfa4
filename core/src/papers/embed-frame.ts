/** Height in pixels of the line below a figure in a frame of another page, which names the snapshot; it stays when the figure is scaled. */
export const embedFootHeight = 40;
