import styles from './choice.module.css';

interface Props<Key extends string> {
  label: string;
  value: Key;
  /** What is shown for each, in their order. */
  options: Readonly<Record<Key, string>>;
  set: (value: Key) => void;
}

/** One of a few, from a list that opens. */
export function Choice<Key extends string>({ label, value, options, set }: Props<Key>) {
  return (
    <label className={styles.choice}>
      {label}
      <select value={value} onChange={(event) => set(event.target.value as Key)}>
        {Object.entries<string>(options).map(([key, title]) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
