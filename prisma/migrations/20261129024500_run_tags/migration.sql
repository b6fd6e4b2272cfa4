-- What people say of a run: tags, and whether lists leave it out. Neither is part of a hash.
ALTER TABLE "run" ADD COLUMN "tags" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "run" ADD COLUMN "archived_at" TIMESTAMPTZ(3);
ALTER TABLE "run" ADD CONSTRAINT "run_tags_check" CHECK (cardinality("tags") <= 50);

-- CreateIndex
CREATE INDEX "run_tags_idx" ON "run" USING GIN ("tags");
