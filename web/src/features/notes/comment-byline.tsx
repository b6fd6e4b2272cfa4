import { formatMoment } from '../../format.ts';

interface Signed {
  /** The name that they gave. */
  author: string | null;
  /** The token that they used. */
  maker: string | null;
  createdAt: string;
  editedAt: string | null;
  /** The token of who edited it last; null without one, and where nobody recorded it. */
  editor: string | null;
}

const writerOf = ({ author, maker }: Signed): string =>
  maker === null ? (author ?? 'Anonymous') : author === null ? maker : `${author} (${maker})`;

/** Who gave a comment another text, where that was somebody else. */
const editorOf = ({ maker, editor }: Signed): string =>
  editor === null || editor === maker ? '' : ` by ${editor}`;

/** Who wrote a comment and when, and who edited it. */
export function CommentByline({ comment }: { comment: Signed }) {
  const { createdAt, editedAt } = comment;
  return (
    <>
      {writerOf(comment)}, <Moment at={createdAt} />
      {editedAt === null ? null : (
        <>
          , edited{editorOf(comment)} <Moment at={editedAt} />
        </>
      )}
    </>
  );
}

const Moment = ({ at }: { at: string }) => <time dateTime={at}>{formatMoment(at)}</time>;
