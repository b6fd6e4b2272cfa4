import type { LinearAxis, Tick } from './linear-axis.ts';

interface Props {
  axis: LinearAxis;
  /** Those that are drawn; all of them when left out. */
  ticks?: readonly Tick[];
  /** Places the axis beside its plot. */
  className: string | undefined;
}

/** The numbers of a vertical axis, at its right edge. */
export function VerticalAxis({
  axis,
  ticks = axis.ticks,
  className,
  label = (tick) => tick.label,
}: Props & { label?: (tick: Tick) => string }) {
  return (
    <svg className={className} aria-hidden="true">
      {ticks.map((tick) => (
        <text key={tick.value} x="100%" y={`${100 - axis.percent(tick.value)}%`} dy="0.32em" textAnchor="end">
          {label(tick)}
        </text>
      ))}
    </svg>
  );
}

/** The ticks of a horizontal axis with their numbers below. */
export function HorizontalAxis({
  axis,
  ticks = axis.ticks,
  className,
  tickClass = () => undefined,
}: Props & { tickClass?: (tick: Tick) => string | undefined }) {
  return (
    <svg className={className} aria-hidden="true">
      {ticks.map((tick) => (
        <g key={tick.value} className={tickClass(tick)}>
          <line x1={axis.at(tick.value)} x2={axis.at(tick.value)} y1="0" y2="5" />
          <text x={axis.at(tick.value)} y="20" textAnchor="middle">
            {tick.label}
          </text>
        </g>
      ))}
    </svg>
  );
}
