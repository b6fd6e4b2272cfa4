-- What a run found is named by a hash as soon as it is published, so that a later change of its scores can be told.
-- Runs that were published before have none.
ALTER TABLE "run" ADD COLUMN     "content_hash" TEXT;
