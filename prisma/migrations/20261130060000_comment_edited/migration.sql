-- When a comment was last given another text; null for one that stands as it was written.
ALTER TABLE "comment" ADD COLUMN "edited_at" TIMESTAMPTZ(3);
