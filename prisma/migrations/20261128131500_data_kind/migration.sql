-- What the datapoints of a dataset are; all datasets so far hold images.
ALTER TABLE "dataset" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'image'
  CONSTRAINT "dataset_kind_check" CHECK ("kind" IN ('image', 'vector', 'series', 'text'));

-- The id that a datapoint has in the file it comes from, and the beginning of a text.
ALTER TABLE "datapoint" ADD COLUMN "source_id" TEXT, ADD COLUMN "excerpt" TEXT;
CREATE INDEX "datapoint_source_id_idx" ON "datapoint" ("dataset_id", "source_id") WHERE "source_id" IS NOT NULL;
