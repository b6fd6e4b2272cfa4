import { pairPlace } from '@engram/core';
import { DataTable } from '../../charts/page/data-table.tsx';
import { PairMatrix } from '../../charts/page/pair-matrix.tsx';
import { pairsSpec } from '../../charts/specs/pairs.ts';
import { formatAmount, formatScore } from '../../format.ts';
import type { Views } from './datapoint-documents.ts';
import { differenceOf, meanOf, pairRow, type Pair, type PairDistance } from './pairs.ts';
import { ViewPicture, type ViewImage } from './view-picture.tsx';
import styles from './views-section.module.css';

interface Props {
  views: Views;
  pairs: readonly PairDistance[];
  selected: Pair;
  select: (pair: Pair) => void;
  image: ViewImage | null;
}

/** The pairs of views as a matrix; beside it the pair that is looked at, and the means, whose difference is the score. */
export function PairPanel({ views, pairs, selected, select, image }: Props) {
  const { count, distancesIn, distancesOut } = views;
  const [a, b] = selected[0] < selected[1] ? selected : [selected[1], selected[0]];
  const here = pairs.find(({ pair }) => pair[0] === a && pair[1] === b)!;
  const inside = meanOf(pairs.map((pair) => pair.inside));
  const outside = meanOf(pairs.map((pair) => pair.outside));
  const difference = inside === null || outside === null ? null : outside - inside;
  const spec = pairsSpec({
    title: 'Distances of the views, pair by pair',
    noun: 'view',
    count,
    upper: { name: 'trained with it', at: (one, other) => distancesIn?.[pairPlace(one, other)] ?? null },
    lower: { name: 'trained without it', at: (one, other) => distancesOut?.[pairPlace(one, other)] ?? null },
  });
  return (
    <div className={styles.apart}>
      <div className={styles.matrix}>
        <PairMatrix spec={spec} selected={selected} onSelect={select} />
        <DataTable
          summary="The pairs as a table"
          head={['views', 'd with', 'd without', 'difference']}
          rows={pairs.map(pairRow)}
        />
      </div>
      <div className={styles.beside}>
        <div className={styles.pair} role="status">
          <h3>
            Views {a + 1} and {b + 1}
          </h3>
          {image ? (
            <div className={styles.two}>
              <ViewPicture image={image} view={a} label={`View ${a + 1}, large`} />
              <ViewPicture image={image} view={b} label={`View ${b + 1}, large`} />
            </div>
          ) : null}
          <Sides inside={here.inside} outside={here.outside} difference={differenceOf(here)} sign="d" />
        </div>
        <div>
          <h3>Mean over {formatAmount(pairs.length, 'pair')}</h3>
          <Sides
            inside={inside}
            outside={outside}
            difference={difference}
            sign="L"
            note="the memorization score m(x)"
          />
        </div>
      </div>
    </div>
  );
}

function Sides(props: {
  inside: number | null;
  outside: number | null;
  difference: number | null;
  sign: 'd' | 'L';
  note?: string;
}) {
  const sign =
    props.sign === 'd' ? (
      <i>d</i>
    ) : (
      <>
        L<sub>align</sub>
      </>
    );
  return (
    <dl className={styles.sides}>
      <div>
        <dt>
          {sign} under <i>g</i>, trained without it
        </dt>
        <dd>{formatScore(props.outside)}</dd>
      </div>
      <div>
        <dt>
          − {sign} under <i>f</i>, trained with it
        </dt>
        <dd>{formatScore(props.inside)}</dd>
      </div>
      <div className={styles.difference}>
        <dt>= {props.note ?? 'difference'}</dt>
        <dd>{formatScore(props.difference)}</dd>
      </div>
    </dl>
  );
}
