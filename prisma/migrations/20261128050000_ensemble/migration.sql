-- Encoders are trained once and measured many times: they belong to an ensemble, and what a run measured of them to the run.
-- Every run that exists becomes an ensemble with one run. Hashes of canonical JSON are not SQL's: they are written when the store is
-- opened next (prisma/src/ensembles/hash-ensembles.ts); until then the run's id stands there.
CREATE TYPE "ensemble_origin" AS ENUM ('TRAINED', 'IMPORTED');

CREATE TABLE "ensemble" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "dataset_id" UUID NOT NULL,
    "method_key" TEXT NOT NULL,
    "design" TEXT NOT NULL,
    "origin" "ensemble_origin" NOT NULL,
    "config" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "code_version" TEXT NOT NULL,
    "copy" INTEGER NOT NULL DEFAULT 0,
    "encoder_count" INTEGER NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ensemble_pkey" PRIMARY KEY ("id")
);

INSERT INTO "ensemble" ("id", "name", "dataset_id", "method_key", "design", "origin", "config", "hash", "code_version", "encoder_count", "created_at")
SELECT overlay(overlay(md5('ensemble of run ' || "id") placing '8' from 13 for 1) placing '8' from 17 for 1)::uuid, "name", "dataset_id", "method_key", "estimator_key",
  CASE "estimator_key" WHEN 'imported' THEN 'IMPORTED' ELSE 'TRAINED' END::"ensemble_origin",
  "config" - 'name' - 'scoring', 'run ' || "id", "code_version", "encoder_count", "created_at"
FROM "run";

CREATE UNIQUE INDEX "ensemble_dataset_id_hash_code_version_copy_key" ON "ensemble"("dataset_id", "hash", "code_version", "copy");
CREATE INDEX "ensemble_created_at_id_idx" ON "ensemble"("created_at" DESC, "id");
ALTER TABLE "ensemble" ADD CONSTRAINT "ensemble_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "run" ADD COLUMN "ensemble_id" UUID, ADD COLUMN "generation" INTEGER;
UPDATE "run" SET "ensemble_id" = overlay(overlay(md5('ensemble of run ' || "id") placing '8' from 13 for 1) placing '8' from 17 for 1)::uuid;
ALTER TABLE "run" ALTER COLUMN "ensemble_id" SET NOT NULL;
CREATE INDEX "run_ensemble_id_idx" ON "run"("ensemble_id");
ALTER TABLE "run" ADD CONSTRAINT "run_ensemble_id_fkey" FOREIGN KEY ("ensemble_id") REFERENCES "ensemble"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "encoder_measurement" (
    "run_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "alignment" BYTEA NOT NULL,
    "view_noise" DOUBLE PRECISION,
    "duration_ms" DOUBLE PRECISION NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "encoder_measurement_pkey" PRIMARY KEY ("run_id", "index")
);
INSERT INTO "encoder_measurement" ("run_id", "index", "alignment", "view_noise", "duration_ms", "created_at")
SELECT "run_id", "index", "alignment", "view_noise", "score_duration_ms", "created_at" FROM "encoder";
ALTER TABLE "encoder_measurement" ADD CONSTRAINT "encoder_measurement_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "encoder" DROP CONSTRAINT "encoder_run_id_fkey";
UPDATE "encoder" SET "run_id" = overlay(overlay(md5('ensemble of run ' || "run_id") placing '8' from 13 for 1) placing '8' from 17 for 1)::uuid;
ALTER TABLE "encoder" RENAME COLUMN "run_id" TO "ensemble_id";
ALTER TABLE "encoder" DROP COLUMN "alignment", DROP COLUMN "view_noise", DROP COLUMN "score_duration_ms", ADD COLUMN "checkpoint_size_bytes" INTEGER;
ALTER TABLE "encoder" ADD CONSTRAINT "encoder_ensemble_id_fkey" FOREIGN KEY ("ensemble_id") REFERENCES "ensemble"("id") ON DELETE CASCADE ON UPDATE CASCADE;
