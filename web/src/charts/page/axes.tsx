import type { Axis } from '../frame/chart.ts';
import { percentDown, percentOf } from '../frame/scale.ts';
import { attributesOfPaint } from './marks.tsx';

interface Props {
  axis: Axis;
  /** Places the axis beside its plot. */
  className: string | undefined;
}

/** The numbers of a vertical axis, at its right edge. */
export function VerticalAxis({ axis, className }: Props) {
  return (
    <svg className={className} aria-hidden="true">
      {axis.ticks.map(({ value, label }) => (
        <text
          key={value}
          x="100%"
          y={`${percentDown(axis, value)}%`}
          dy="0.32em"
          textAnchor="end"
          {...attributesOfPaint('tick-label')}
        >
          {label}
        </text>
      ))}
    </svg>
  );
}

/**
 * The ticks of a horizontal axis with their numbers below.
 * @param oddClass of the ticks that go where space is short @param overlapping their values; every other one when left out
 */
export function HorizontalAxis({
  axis,
  className,
  oddClass,
  overlapping,
}: Props & { oddClass?: string; overlapping?: ReadonlySet<number> }) {
  return (
    <svg className={className} aria-hidden="true">
      {axis.ticks.map(({ value, label, isOdd, isMain }) => {
        const at = `${percentOf(axis, value)}%`;
        return (
          <g key={value} className={(overlapping?.has(value) ?? isOdd) ? oddClass : undefined}>
            <line x1={at} x2={at} y1="0" y2="5" {...attributesOfPaint('tick')} />
            <text
              x={at}
              y="20"
              textAnchor="middle"
              {...attributesOfPaint(isMain ? 'main-tick-label' : 'tick-label')}
            >
              {label}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
