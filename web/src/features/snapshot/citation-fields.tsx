interface FieldProps {
  value: string;
  set: (text: string) => void;
  /** Of the element that says what is wrong. */
  problemId: string;
}

/** A line of text of a citation. @param isFirst whether a dialog puts the cursor there */
export function CitationField(
  props: FieldProps & { label: string; placeholder?: string; isFirst?: boolean },
) {
  const { label, value, set, problemId, placeholder = '', isFirst = false } = props;
  return (
    <label>
      <span>{label}</span>
      <input
        type="text"
        value={value}
        placeholder={placeholder}
        autoComplete="off"
        data-field={isFirst ? '' : undefined}
        aria-describedby={problemId}
        onChange={(event) => set(event.target.value)}
      />
    </label>
  );
}

export const AuthorsField = (props: FieldProps) => (
  <CitationField
    {...props}
    label="Authors, separated by ;"
    placeholder="Ada Lovelace (0000-0002-1825-0097); {A Group}"
  />
);

export const LicenseField = (props: FieldProps) => (
  <CitationField {...props} label="Licence (SPDX)" placeholder="CC-BY-4.0" />
);

/** What was typed, as the API takes it. */
export function citationOf(authors: string, license: string): { authors: string[]; license: string | null } {
  const names = authors.split(';').map((name) => name.trim());
  return {
    authors: names.filter((name) => name !== ''),
    license: license.trim() === '' ? null : license.trim(),
  };
}
