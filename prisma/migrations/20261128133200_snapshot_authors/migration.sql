-- Whose work a snapshot is and how it may be used: part of its citation, never of its hash.
ALTER TABLE "snapshot" ADD COLUMN "authors" JSONB NOT NULL DEFAULT '[]';
ALTER TABLE "snapshot" ADD COLUMN "license" TEXT;
