-- CreateTable
CREATE TABLE "pair_distance" (
    "run_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "distances_in" BYTEA,
    "distances_out" BYTEA,

    CONSTRAINT "pair_distance_pkey" PRIMARY KEY ("run_id", "index")
);

-- CreateTable
CREATE TABLE "encoder_pair_distance" (
    "run_id" UUID NOT NULL,
    "encoder" INTEGER NOT NULL,
    "distances" BYTEA NOT NULL,

    CONSTRAINT "encoder_pair_distance_pkey" PRIMARY KEY ("run_id", "encoder")
);

-- Measured numbers do not compress: trying costs more than it saves
ALTER TABLE "pair_distance" ALTER COLUMN "distances_in" SET STORAGE EXTERNAL, ALTER COLUMN "distances_out" SET STORAGE EXTERNAL;
ALTER TABLE "encoder_pair_distance" ALTER COLUMN "distances" SET STORAGE EXTERNAL;

-- AddForeignKey
ALTER TABLE "pair_distance" ADD CONSTRAINT "pair_distance_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "encoder_pair_distance" ADD CONSTRAINT "encoder_pair_distance_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
