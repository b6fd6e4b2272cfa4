import { methodCards, type MethodCard } from '@engram/core';
import { runs } from '@engram/store';
import type { Context } from '../context.ts';
import { globalId } from '../global-id.ts';
import { Method } from './method.type.ts';

const cards: Readonly<Record<string, MethodCard>> = methodCards;

/** A method that is not trained here is known by its key alone: its representations were imported. */
const foreignCard = (key: string): MethodCard => ({
  name: key,
  description: 'A method whose representations or scores were computed elsewhere and imported.',
  citation: null,
  collapseAdvice: null,
});

export function toMethod(key: string): Method {
  const card = Object.hasOwn(cards, key) ? cards[key]! : foreignCard(key);
  return Object.assign(new Method(), { id: globalId('Method', key), key, ...card });
}

export function listMethods(): Method[] {
  return Object.keys(cards).map(toMethod);
}

/** A method that can be trained here, or one that a run in the store used; null for any other. */
export async function findMethod({ store }: Context, key: string): Promise<Method | null> {
  const known = Object.hasOwn(cards, key) || (await runs.count(store, { method: key })) > 0;
  return known ? toMethod(key) : null;
}
