'use client';

import type { KeyMeaning } from '../../shortcuts.ts';
import { Dialog } from './dialog.tsx';
import { useShortcutSetting } from './use-shortcuts.ts';
import styles from './keys-dialog.module.css';

/** What the keys do on a page, and a switch that turns the single ones off. */
export function KeysDialog({ keys, closed }: { keys: readonly KeyMeaning[]; closed: () => void }) {
  const [isOn, set] = useShortcutSetting();
  return (
    <Dialog title="Keys" closed={closed}>
      <dl className={styles.keys}>
        {keys.map(({ keys: names, meaning }) => (
          <div key={meaning}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <label className={styles.setting}>
        <input type="checkbox" checked={isOn} onChange={(event) => set(event.target.checked)} />
        <span>Use single-key shortcuts, except while typing</span>
      </label>
    </Dialog>
  );
}
