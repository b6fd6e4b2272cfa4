-- CreateTable
CREATE TABLE "representation_map" (
    "run_id" UUID NOT NULL,
    "projection" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "points" BYTEA NOT NULL,

    CONSTRAINT "representation_map_pkey" PRIMARY KEY ("run_id")
);

-- AddForeignKey
ALTER TABLE "representation_map" ADD CONSTRAINT "representation_map_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
