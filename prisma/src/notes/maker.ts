import { DomainError } from '@engram/core';

/** Who writes a note, as far as the API knows it: a token and its name; null without one. */
export interface Maker {
  id: string;
  name: string;
}

/** Who changes a note: admins change all, others their own and those that nobody signed. */
export interface NoteChanger {
  maker: Maker | null;
  isAdmin: boolean;
}

/** Who works at the store itself, as the command does. */
export const storeAdmin: NoteChanger = { maker: null, isAdmin: true };

/** A condition on `maker_id`, true or false and never null, whose two parameters `changerValues` fills. @param from number of the first */
export const changerSql = (from: number): string =>
  `($${from}::boolean OR maker_id IS NULL OR maker_id IS NOT DISTINCT FROM $${from + 1}::uuid)`;

/** The same of a row that was read. @param makerId the token by which it was made; null without one */
export const mayChange = ({ maker, isAdmin }: NoteChanger, makerId: string | null): boolean =>
  isAdmin || makerId === null || makerId === maker?.id;

export const changerValues = ({ maker, isAdmin }: NoteChanger): [boolean, string | null] => [
  isAdmin,
  maker?.id ?? null,
];

/** @param what is to be changed, such as 'comment' */
export const othersNoteError = (what: string, maker: string | null): DomainError =>
  new DomainError(
    'FORBIDDEN',
    `This ${what} was made with the token '${maker ?? 'of somebody else'}'. Only that token, or one with the scope admin, may change it.`,
  );
