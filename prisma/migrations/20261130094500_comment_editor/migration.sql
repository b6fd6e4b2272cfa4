-- Name of the token by which a comment was last given another text; null without one, and for a comment that stands as it was written.
ALTER TABLE "comment" ADD COLUMN "editor" TEXT;
