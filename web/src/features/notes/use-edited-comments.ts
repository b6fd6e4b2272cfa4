import { useState } from 'react';
import type { DatapointComment } from './notes-documents.ts';

interface ShownComment {
  comment: DatapointComment;
  /** Whether somebody else removed it while it is edited here. */
  isRemoved: boolean;
}

/**
 * Comments in order, with those that are edited here and that somebody else removed meanwhile: what was typed is not lost.
 * @returns what to show, and what to call when the editing of one begins or ends
 */
export function useEditedComments(
  comments: readonly DatapointComment[],
): [ShownComment[], (comment: DatapointComment, isEditing: boolean) => void] {
  const [edited, setEdited] = useState<readonly DatapointComment[]>([]);
  const setEditing = (comment: DatapointComment, isEditing: boolean): void =>
    setEdited((before) => [...before.filter(({ id }) => id !== comment.id), ...(isEditing ? [comment] : [])]);
  const removed = edited.filter(({ id }) => comments.every((one) => one.id !== id));
  const shown = [
    ...comments.map((comment) => ({ comment, isRemoved: false })),
    ...removed.map((comment) => ({ comment, isRemoved: true })),
  ];
  return [shown.sort((a, b) => a.comment.createdAt.localeCompare(b.comment.createdAt)), setEditing];
}
