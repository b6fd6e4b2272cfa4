import type { ReactNode } from 'react';
import { Choice } from '../../components/choice.tsx';
import type { Tool } from './use-plot-pointer.ts';
import type { Zoom } from './use-zoom.ts';
import styles from './plot-tools.module.css';

interface Props {
  /** What else is chosen about the plot. */
  children: ReactNode;
  zoom: Zoom;
  tool: Tool;
  /** Absent where there is nothing to draw. */
  setTool?: ((tool: Tool) => void) | undefined;
}

const tools: Record<Tool, string> = { lasso: 'draws a lasso', move: 'moves the plot' };

/** What a drag does, and buttons for what wheel and keys do. */
export function PlotTools({ children, zoom, tool, setTool }: Props) {
  return (
    <div className={styles.tools}>
      {children}
      {setTool ? <Choice label="A drag" value={tool} options={tools} set={setTool} /> : null}
      <div role="group" aria-label="Zoom" className={styles.zoom}>
        <button type="button" aria-label="Zoom in" onClick={() => zoom.closer()}>
          +
        </button>
        <button type="button" aria-label="Zoom out" disabled={zoom.isWhole} onClick={() => zoom.wider()}>
          −
        </button>
        <button type="button" disabled={zoom.isWhole} onClick={zoom.reset}>
          Whole plot
        </button>
      </div>
    </div>
  );
}
