-- CreateTable
CREATE TABLE "tag" (
    "dataset_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tag_pkey" PRIMARY KEY ("dataset_id", "index", "name"),
    CONSTRAINT "tag_name_check" CHECK (char_length("name") BETWEEN 1 AND 40)
);

-- CreateTable
CREATE TABLE "comment" (
    "id" UUID NOT NULL,
    "dataset_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "author" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "comment_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "comment_text_check" CHECK (char_length("text") BETWEEN 1 AND 2000)
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "saved_view_address_check" CHECK ("address" ~ '^/([^/\\]|$)' AND char_length("address") <= 2000)
);

-- CreateIndex
CREATE INDEX "tag_dataset_id_name_index_idx" ON "tag"("dataset_id", "name", "index");

-- CreateIndex
CREATE INDEX "comment_dataset_id_index_created_at_id_idx" ON "comment"("dataset_id", "index", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_name_key" ON "saved_view"("name");

-- AddForeignKey
ALTER TABLE "tag" ADD CONSTRAINT "tag_dataset_id_index_fkey" FOREIGN KEY ("dataset_id", "index") REFERENCES "datapoint"("dataset_id", "index") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_dataset_id_index_fkey" FOREIGN KEY ("dataset_id", "index") REFERENCES "datapoint"("dataset_id", "index") ON DELETE CASCADE ON UPDATE CASCADE;

-- A scope between reading and queueing runs.
ALTER TABLE "api_token" DROP CONSTRAINT "api_token_scope_check";
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_scope_check" CHECK ("scope" IN ('read', 'annotate', 'runs:write', 'admin'));
