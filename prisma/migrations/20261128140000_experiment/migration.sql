-- Experiments: what they are, the runs they rest on, and what they found as series of points and statements.
CREATE TYPE "verdict" AS ENUM ('HOLDS', 'DOES_NOT_HOLD', 'CANNOT_BE_TOLD', 'NOT_APPLICABLE');

CREATE TABLE "experiment" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" "run_status" NOT NULL DEFAULT 'QUEUED',
    "config" JSONB NOT NULL,
    "config_hash" TEXT NOT NULL,
    "code_version" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "phase" TEXT NOT NULL DEFAULT 'queued',
    "fraction" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "eta_seconds" DOUBLE PRECISION,
    "message" TEXT,
    "error_code" TEXT,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "experiment_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "experiment_run" (
    "experiment_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "run_id" UUID NOT NULL,
    "started" BOOLEAN NOT NULL,

    CONSTRAINT "experiment_run_pkey" PRIMARY KEY ("experiment_id", "name")
);

CREATE TABLE "experiment_series" (
    "experiment_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "x" JSONB NOT NULL,
    "y" JSONB NOT NULL,

    CONSTRAINT "experiment_series_pkey" PRIMARY KEY ("experiment_id", "position")
);

CREATE TABLE "experiment_point" (
    "experiment_id" UUID NOT NULL,
    "series" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "x" DOUBLE PRECISION NOT NULL,
    "y" DOUBLE PRECISION,
    "low" DOUBLE PRECISION,
    "high" DOUBLE PRECISION,
    "n" INTEGER,

    CONSTRAINT "experiment_point_pkey" PRIMARY KEY ("experiment_id", "series", "position")
);

CREATE TABLE "experiment_statement" (
    "experiment_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "claim" TEXT NOT NULL,
    "estimate" DOUBLE PRECISION,
    "low" DOUBLE PRECISION,
    "high" DOUBLE PRECISION,
    "confidence" DOUBLE PRECISION,
    "verdict" "verdict" NOT NULL,
    "reason" TEXT,
    "source" TEXT,

    CONSTRAINT "experiment_statement_pkey" PRIMARY KEY ("experiment_id", "position")
);

CREATE INDEX "experiment_created_at_id_idx" ON "experiment"("created_at" DESC, "id");
CREATE INDEX "experiment_run_run_id_idx" ON "experiment_run"("run_id");

ALTER TABLE "experiment_run" ADD CONSTRAINT "experiment_run_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiment"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "experiment_run" ADD CONSTRAINT "experiment_run_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "experiment_series" ADD CONSTRAINT "experiment_series_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiment"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "experiment_point" ADD CONSTRAINT "experiment_point_experiment_id_series_fkey" FOREIGN KEY ("experiment_id", "series") REFERENCES "experiment_series"("experiment_id", "position") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "experiment_statement" ADD CONSTRAINT "experiment_statement_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiment"("id") ON DELETE CASCADE ON UPDATE CASCADE;
