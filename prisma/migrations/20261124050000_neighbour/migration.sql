-- CreateTable
CREATE TABLE "neighbour" (
    "run_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "neighbours" INTEGER[],
    "distances" REAL[],

    CONSTRAINT "neighbour_pkey" PRIMARY KEY ("run_id", "index")
);

-- AddForeignKey
ALTER TABLE "neighbour" ADD CONSTRAINT "neighbour_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
