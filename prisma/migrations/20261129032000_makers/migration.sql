-- Who wrote a comment or saved a view, as far as the API knows it: the token by which it was done, and its name then.
ALTER TABLE "comment" ADD COLUMN "maker_id" UUID;
ALTER TABLE "comment" ADD COLUMN "maker" TEXT;
ALTER TABLE "saved_view" ADD COLUMN "maker_id" UUID;
ALTER TABLE "saved_view" ADD COLUMN "maker" TEXT;

-- CreateIndex
CREATE INDEX "comment_created_at_id_idx" ON "comment"("created_at" DESC, "id");
