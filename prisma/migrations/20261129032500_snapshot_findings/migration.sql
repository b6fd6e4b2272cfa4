-- Snapshots hold series, units and experiments, too. Those that were made before hold none of them, and keep their hashes.
ALTER TABLE "snapshot_run" ADD COLUMN "findings_hash" TEXT;

CREATE TABLE "snapshot_experiment" (
    "snapshot_hash" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "experiment_id" UUID NOT NULL,
    "content_hash" TEXT NOT NULL,
    CONSTRAINT "snapshot_experiment_pkey" PRIMARY KEY ("snapshot_hash", "position"),
    CONSTRAINT "snapshot_experiment_snapshot_hash_fkey" FOREIGN KEY ("snapshot_hash") REFERENCES "snapshot"("hash") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "snapshot_experiment_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiment"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "snapshot_experiment_experiment_id_idx" ON "snapshot_experiment"("experiment_id");
