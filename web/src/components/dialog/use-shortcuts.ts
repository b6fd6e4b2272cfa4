'use client';

import { useEffect, useRef, useSyncExternalStore } from 'react';
import { isFieldOf, shortcutOf } from '../../shortcuts.ts';

const key = 'engram-shortcuts';
const listeners = new Set<() => void>();

/** Acts on single keys pressed anywhere on the page, save where letters are typed, in dialogues, and while they are turned off. */
export function useShortcuts(actions: Readonly<Record<string, () => void>>): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const place = {
        isField: event.target instanceof HTMLElement && isFieldOf(event.target),
        isInDialog: document.querySelector('dialog[open]') !== null,
      };
      const act = latest.current[shortcutOf(event, place) ?? ''];
      if (!act || !areOn()) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

const areOn = (): boolean => localStorage.getItem(key) !== 'off';

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether single keys act in this browser, and the way to change it: who speaks to a computer says letters all the time. */
export function useShortcutSetting(): [boolean, (isOn: boolean) => void] {
  const isOn = useSyncExternalStore(subscribe, areOn, () => true);
  const set = (next: boolean): void => {
    if (next) localStorage.removeItem(key);
    else localStorage.setItem(key, 'off');
    for (const listener of listeners) listener();
  };
  return [isOn, set];
}
