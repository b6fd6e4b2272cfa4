import { attributesOf, type Attributes } from '../frame/attributes.ts';
import type { Mark, Paint } from '../frame/mark.ts';
import { roles, styleOf, type Role } from '../frame/paint.ts';
import { pathData } from '../frame/path-data.ts';
import { pageInk } from './page-ink.ts';

/** Marks in an SVG of any size: positions are percentages, so that nothing is measured. */
export function Marks({ marks }: { marks: readonly Mark[] }) {
  return inGroups(marks).map((group, at) =>
    group[0]!.shape === 'path' ? (
      <svg key={at} viewBox="0 0 100 100" preserveAspectRatio="none">
        {group.map(drawn)}
      </svg>
    ) : (
      group.map((mark, within) => drawn(mark, `${at} ${within}`))
    ),
  );
}

/** Neighbours that are paths share an SVG that is stretched over the plot. */
function inGroups(marks: readonly Mark[]): Mark[][] {
  const groups: Mark[][] = [];
  for (const mark of marks) {
    const last = groups.at(-1);
    if (last && (last[0]!.shape === 'path') === (mark.shape === 'path')) last.push(mark);
    else groups.push([mark]);
  }
  return groups;
}

function drawn(mark: Mark, key: string | number) {
  const paint = mark.shape === 'image' ? {} : attributesOfPaint(mark.paint);
  switch (mark.shape) {
    case 'rect':
      return (
        <rect
          key={key}
          x={`${mark.x}%`}
          y={`${mark.y}%`}
          width={`${mark.width}%`}
          height={`${mark.height}%`}
          {...paint}
        >
          {mark.title ? <title>{mark.title}</title> : null}
        </rect>
      );
    case 'line':
      return (
        <line
          key={key}
          x1={`${mark.x1}%`}
          y1={`${mark.y1}%`}
          x2={`${mark.x2}%`}
          y2={`${mark.y2}%`}
          {...paint}
        />
      );
    case 'circle':
      return (
        <circle key={key} cx={`${mark.x}%`} cy={`${mark.y}%`} r={mark.radius} {...paint}>
          {mark.title ? <title>{mark.title}</title> : null}
        </circle>
      );
    case 'square': {
      const half = -mark.side / 2;
      return (
        <svg key={key} x={`${mark.x}%`} y={`${mark.y}%`}>
          <rect x={half} y={half} width={mark.side} height={mark.side} {...paint} />
        </svg>
      );
    }
    case 'image': {
      const half = -mark.side / 2;
      return (
        <svg key={key} x={`${mark.x}%`} y={`${mark.y}%`}>
          <image x={half} y={half + mark.shift} width={mark.side} height={mark.side} href={mark.source} />
        </svg>
      );
    }
    case 'path':
      return <path key={key} d={pathData(mark.lines)} vectorEffect="non-scaling-stroke" {...paint} />;
    case 'text':
      return (
        <text key={key} x={`${mark.x}%`} y={`${mark.y}%`} dy={mark.shift} textAnchor={mark.anchor} {...paint}>
          {mark.text}
        </text>
      );
  }
}

const ofRoles = Object.fromEntries(
  roles.map((role) => [role, attributesOf(styleOf(role), pageInk)]),
) as Record<Role, Attributes>;

/** Of a role, the same object each time. */
export const attributesOfPaint = (paint: Paint): Attributes =>
  typeof paint === 'string' ? ofRoles[paint] : attributesOf(paint, pageInk);
