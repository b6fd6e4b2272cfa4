'use client';

import { useState } from 'react';
import { snapshotAddress } from '../../address/snapshot-address.ts';
import { basePath } from '../../base-path.ts';
import { Choice } from '../../components/choice.tsx';
import { useAttempt } from '../notes/use-attempt.ts';
import { CopyableForms } from './copyable-forms.tsx';
import type { SnapshotData } from './snapshot-documents.ts';
import { useFullAddress } from './use-full-address.ts';
import styles from './snapshot.module.css';

interface Props {
  hash: string;
  figures: SnapshotData['figures'];
}

/** Stands for no figure: the whole snapshot. */
const whole = '';

/** The code by which another page shows the snapshot, or a figure of it, in a frame. */
export function SnapshotEmbed({ hash, figures }: Props) {
  const [figure, setFigure] = useState(whole);
  const [code, setCode] = useState<string | null>(null);
  const { attempt, isBusy, problem } = useAttempt();
  const address = useFullAddress(snapshotAddress(hash) + (figure === whole ? '' : `?figure=${figure}`));
  const show = async (): Promise<string | null> => {
    try {
      const answer = await fetch(`${basePath}/oembed?format=json&url=${encodeURIComponent(address)}`);
      const { html, errors } = (await answer.json()) as { html?: string; errors?: { message: string }[] };
      setCode(html ?? null);
      return html === undefined ? (errors?.[0]?.message ?? 'The dashboard gave no code.') : null;
    } catch {
      return 'The dashboard does not answer. Try again.';
    }
  };
  return (
    <>
      <p className={styles.hint}>
        Another page can show it in a frame to readers who can reach this dashboard. The frame runs no
        scripts.
      </p>
      <div className={styles.choose}>
        <Choice
          label="Show"
          value={figure}
          options={{
            [whole]: 'what the snapshot holds',
            ...Object.fromEntries(figures.map(({ name, title }) => [name, `${title} (${name})`])),
          }}
          set={(chosen) => {
            setFigure(chosen);
            setCode(null);
          }}
        />
        <button type="button" className={styles.button} disabled={isBusy} onClick={() => void attempt(show)}>
          Get the code
        </button>
      </div>
      {problem ? (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      ) : null}
      {code === null ? null : <CopyableForms label="Code" forms={{ HTML: code }} />}
    </>
  );
}
