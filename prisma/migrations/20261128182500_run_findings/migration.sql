-- What measures find beside one score a datapoint: points of series, units, and how measures of one ensemble go together.
ALTER TABLE "encoder_measurement" ADD COLUMN "per_layer" BYTEA;

CREATE TABLE "run_series" (
    "run_id" UUID NOT NULL,
    "series" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "label" TEXT NOT NULL,
    "estimate" DOUBLE PRECISION,
    "low" DOUBLE PRECISION,
    "high" DOUBLE PRECISION,
    "count" INTEGER NOT NULL,
    CONSTRAINT "run_series_pkey" PRIMARY KEY ("run_id", "series", "position"),
    CONSTRAINT "run_series_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "run_unit" (
    "run_id" UUID NOT NULL,
    "encoder" INTEGER NOT NULL,
    "unit" INTEGER NOT NULL,
    "layer" TEXT NOT NULL,
    "selectivity" DOUBLE PRECISION NOT NULL,
    "index" INTEGER NOT NULL,
    "trained_on" BOOLEAN NOT NULL,
    CONSTRAINT "run_unit_pkey" PRIMARY KEY ("run_id", "encoder", "unit"),
    CONSTRAINT "run_unit_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "run_unit_run_id_selectivity_encoder_unit_idx" ON "run_unit"("run_id", "selectivity" DESC, "encoder", "unit");

CREATE TABLE "run_correlation" (
    "a" UUID NOT NULL,
    "b" UUID NOT NULL,
    "count" INTEGER NOT NULL,
    "spearman" DOUBLE PRECISION,
    "low" DOUBLE PRECISION,
    "high" DOUBLE PRECISION,
    CONSTRAINT "run_correlation_pkey" PRIMARY KEY ("a", "b"),
    CONSTRAINT "run_correlation_a_fkey" FOREIGN KEY ("a") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "run_correlation_b_fkey" FOREIGN KEY ("b") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "run_correlation_b_idx" ON "run_correlation"("b");
