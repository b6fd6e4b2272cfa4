/** A moment to the minute, in UTC: `2026-11-28 04:55`. */
export const formatMinute = (date: Date): string => date.toISOString().slice(0, 16).replace('T', ' ');

/** A length of time for readers: `8 s`, `2 min 5 s`, `1 h 4 min`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** A number of things: `1 run`, `10,000 scores`. */
export const formatCount = (count: number, one: string): string =>
  `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;
