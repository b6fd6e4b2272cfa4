import styles from './chips.module.css';

interface Props {
  legend: string;
  options: readonly { value: number; label: string; title?: string }[];
  chosen: readonly number[];
  /** Gets the one that is ticked, or no longer ticked. */
  toggle: (value: number) => void;
}

/** Any of a few short names; none chosen means all. Nothing while there are none. */
export function Chips({ legend, options, chosen, toggle }: Props) {
  if (options.length === 0) return null;
  return (
    <fieldset className={styles.chips}>
      <legend>{legend}</legend>
      {options.map(({ value, label, title }) => (
        <label key={value} className={styles.chip} title={title}>
          <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
