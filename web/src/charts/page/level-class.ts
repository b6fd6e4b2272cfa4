import { levelOf } from '../frame/level.ts';
import styles from './levels.module.css';

/** Class of the colour of a number from 0 to 1; null = unknown. */
export function levelClass(value: number | null): string {
  const level = levelOf(value);
  return styles[level === null ? 'unknown' : `level${level}`]!;
}
