'use client';

import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Cross } from '../cross.tsx';
import styles from './dialog.module.css';

interface Props {
  title: string;
  /** When it has been closed, by whatever means; the focus is back where it was, or nowhere if that is gone. */
  closed: () => void;
  children: ReactNode | ((close: () => void) => ReactNode);
}

/** A dialogue over the page for as long as it is drawn. Escape, the cross and a press beside it close it. */
export function Dialog({ title, closed, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const shown = dialog.current!;
    if (!shown.open) shown.showModal();
    shown.querySelector<HTMLElement>('[data-field]')?.focus();
  }, []);
  const close = (): void => dialog.current?.close();
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={titleId}
      onClose={(event) => {
        // With nowhere to go back to, the focus stays on what is hidden until the browser draws again.
        const focused = document.activeElement;
        if (focused instanceof HTMLElement && event.currentTarget.contains(focused)) focused.blur();
        closed();
      }}
      onPointerDown={(event) => {
        if (event.target === dialog.current) close();
      }}
    >
      <div className={styles.inside}>
        <div className={styles.head}>
          <h2 id={titleId}>{title}</h2>
          <button type="button" className={styles.close} aria-label="Close" onClick={close}>
            <Cross />
          </button>
        </div>
        {typeof children === 'function' ? children(close) : children}
      </div>
    </dialog>
  );
}
