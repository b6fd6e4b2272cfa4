-- How often the tags and comments of a dataset have changed: what streams of notes ask once a second.
CREATE TABLE "notes_revision" (
    "dataset_id" UUID NOT NULL,
    "revision" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "notes_revision_pkey" PRIMARY KEY ("dataset_id")
);

-- AddForeignKey
ALTER TABLE "notes_revision" ADD CONSTRAINT "notes_revision_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;
