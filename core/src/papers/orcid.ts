/**
 * An ORCID iD in its written form, `0000-0002-1825-0097`; null when the text is none. The last digit is checked (ISO 7064, MOD 11-2):
 * a mistyped one names nobody, or somebody else.
 */
export function orcidOf(text: string): string | null {
  const id = text
    .trim()
    .replace(/^https?:\/\/orcid\.org\//i, '')
    .toUpperCase();
  if (!/^(\d{4}-){3}\d{3}[\dX]$/.test(id)) return null;
  const digits = id.replaceAll('-', '');
  const total = [...digits.slice(0, -1)].reduce((sum, digit) => (sum + Number(digit)) * 2, 0);
  const check = (12 - (total % 11)) % 11;
  return digits.at(-1) === (check === 10 ? 'X' : String(check)) ? id : null;
}
