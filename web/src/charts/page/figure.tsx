import type { ReactNode } from 'react';
import { axisTitle, type Axis } from '../frame/chart.ts';
import { marksOf, tableOf, type ChartSpec } from '../registry.ts';
import { HorizontalAxis, VerticalAxis } from './axes.tsx';
import { DataTable } from './data-table.tsx';
import styles from './figure.module.css';
import { Marks } from './marks.tsx';

/** A chart between two axes of numbers. */
export type PlottedSpec = Extract<ChartSpec, { x: Axis; y: Axis }>;

interface Props {
  spec: PlottedSpec;
  /** How much room it has; the style sheet knows the sizes. */
  layout: 'brush' | 'curves' | 'histogram' | 'map' | 'points' | 'scatter';
  caption?: string;
  /** How to use the chart, below its horizontal axis. */
  hint?: string;
  /** In place of the marks alone, where the plot has more layers; gets the marks. */
  plot?: (marks: ReactNode, className: string) => ReactNode;
}

/** A specification as a figure of a page: axes with titles, the plot, and the numbers behind it. */
export function Figure({ spec, layout, caption, hint, plot }: Props) {
  const { x, y } = spec;
  const marks = <Marks marks={marksOf(spec)} />;
  // Layers that can be used have names of their own.
  const image = plot ? {} : { role: 'img', 'aria-label': spec.description };
  return (
    <figure className={`${styles.figure} ${styles[layout]}`}>
      {caption ? <figcaption>{caption}</figcaption> : null}
      <div className={styles.chart} {...image}>
        <p className={styles.yTitle}>{axisTitle(y)}</p>
        <VerticalAxis axis={y} className={styles.yAxis} />
        {plot ? (
          plot(marks, styles.plot!)
        ) : (
          <svg className={styles.plot} aria-hidden="true">
            {marks}
          </svg>
        )}
        <HorizontalAxis axis={x} className={styles.xAxis} oddClass={styles.odd} />
        <p className={styles.xTitle}>
          {axisTitle(x)}
          {hint}
        </p>
      </div>
      <DataTable {...tableOf(spec)} />
    </figure>
  );
}
