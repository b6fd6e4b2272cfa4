-- CreateTable
CREATE TABLE "snapshot" (
    "hash" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "snapshot_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "snapshot_run" (
    "snapshot_hash" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "run_id" UUID NOT NULL,
    "content_hash" TEXT NOT NULL,

    CONSTRAINT "snapshot_run_pkey" PRIMARY KEY ("snapshot_hash", "position")
);

-- CreateIndex
CREATE INDEX "snapshot_run_run_id_idx" ON "snapshot_run"("run_id");

-- AddForeignKey
ALTER TABLE "snapshot_run" ADD CONSTRAINT "snapshot_run_snapshot_hash_fkey" FOREIGN KEY ("snapshot_hash") REFERENCES "snapshot"("hash") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot_run" ADD CONSTRAINT "snapshot_run_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
