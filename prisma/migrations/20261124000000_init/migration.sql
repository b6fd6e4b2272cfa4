-- CreateEnum
CREATE TYPE "run_status" AS ENUM ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "split_role" AS ENUM ('shared', 'candidate', 'independent', 'external');

-- CreateTable
CREATE TABLE "dataset" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "channels" INTEGER NOT NULL,
    "has_images" BOOLEAN NOT NULL,
    "license" TEXT,
    "citation" TEXT,
    "datapoint_count" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dataset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "latent_class" (
    "dataset_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "datapoint_count" INTEGER NOT NULL,

    CONSTRAINT "latent_class_pkey" PRIMARY KEY ("dataset_id", "index")
);

-- CreateTable
CREATE TABLE "datapoint" (
    "dataset_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "content_hash" TEXT NOT NULL,
    "class" INTEGER,
    "thumbnail_hash" TEXT,

    CONSTRAINT "datapoint_pkey" PRIMARY KEY ("dataset_id", "index")
);

-- CreateTable
CREATE TABLE "run" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "dataset_id" UUID NOT NULL,
    "method_key" TEXT NOT NULL,
    "estimator_key" TEXT NOT NULL,
    "status" "run_status" NOT NULL DEFAULT 'QUEUED',
    "config" JSONB NOT NULL,
    "config_hash" TEXT NOT NULL,
    "code_version" TEXT NOT NULL,
    "engine" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "encoder_count" INTEGER NOT NULL,
    "scored_count" INTEGER NOT NULL DEFAULT 0,
    "identifiable_count" INTEGER,
    "views" INTEGER NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "phase" TEXT NOT NULL DEFAULT 'queued',
    "fraction" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "eta_seconds" DOUBLE PRECISION,
    "message" TEXT,
    "error" TEXT,
    "comparability_key" JSONB,
    "summary" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "encoder" (
    "run_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "checkpoint_hash" TEXT,
    "initialisation_seed" TEXT NOT NULL,
    "alignment" BYTEA NOT NULL,
    "trained_on" BYTEA NOT NULL,
    "final_loss" DOUBLE PRECISION NOT NULL,
    "loss_history" DOUBLE PRECISION[],
    "alignment_history" DOUBLE PRECISION[],
    "train_duration_ms" DOUBLE PRECISION NOT NULL,
    "score_duration_ms" DOUBLE PRECISION NOT NULL,
    "engine" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "encoder_pkey" PRIMARY KEY ("run_id", "index")
);

-- CreateTable
CREATE TABLE "score" (
    "run_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "class" INTEGER,
    "value" DOUBLE PRECISION,
    "relative_value" DOUBLE PRECISION,
    "alignment_in" DOUBLE PRECISION,
    "alignment_out" DOUBLE PRECISION,
    "standard_error" DOUBLE PRECISION,
    "low" DOUBLE PRECISION,
    "high" DOUBLE PRECISION,
    "n_in" INTEGER NOT NULL,
    "n_out" INTEGER NOT NULL,
    "identifiable" BOOLEAN NOT NULL,
    "reason" TEXT,
    "rank" INTEGER,
    "percentile" DOUBLE PRECISION,
    "top_fraction" DOUBLE PRECISION,
    "role" "split_role",

    CONSTRAINT "score_pkey" PRIMARY KEY ("run_id", "index")
);

-- CreateTable
CREATE TABLE "class_summary" (
    "run_id" UUID NOT NULL,
    "class" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,
    "mean" DOUBLE PRECISION,
    "low" DOUBLE PRECISION,
    "high" DOUBLE PRECISION,

    CONSTRAINT "class_summary_pkey" PRIMARY KEY ("run_id", "class")
);

-- CreateIndex
CREATE UNIQUE INDEX "dataset_slug_key" ON "dataset"("slug");

-- CreateIndex
CREATE INDEX "datapoint_dataset_id_content_hash_idx" ON "datapoint"("dataset_id", "content_hash");

-- CreateIndex
CREATE INDEX "run_created_at_id_idx" ON "run"("created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "run_dataset_id_created_at_id_idx" ON "run"("dataset_id", "created_at" DESC, "id");

-- CreateIndex: NULLS LAST, as the API orders scores; Prisma's schema cannot say it
CREATE INDEX "score_run_id_value_index_idx" ON "score"("run_id", "value" DESC NULLS LAST, "index");

-- CreateIndex
CREATE INDEX "score_run_id_class_value_index_idx" ON "score"("run_id", "class", "value" DESC NULLS LAST, "index");

-- CreateIndex
CREATE INDEX "score_run_id_top_fraction_index_idx" ON "score"("run_id", "top_fraction" DESC NULLS LAST, "index");

-- AddForeignKey
ALTER TABLE "latent_class" ADD CONSTRAINT "latent_class_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "datapoint" ADD CONSTRAINT "datapoint_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "encoder" ADD CONSTRAINT "encoder_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "class_summary" ADD CONSTRAINT "class_summary_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
