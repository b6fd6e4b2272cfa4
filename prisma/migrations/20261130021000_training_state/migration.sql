-- The newest state of a training that is under way, from which another process goes on with it.
CREATE TABLE "training_state" (
    "ensemble_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "steps" INTEGER NOT NULL,
    "engine" TEXT NOT NULL,
    "code_version" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "training_state_pkey" PRIMARY KEY ("ensemble_id", "index")
);

ALTER TABLE "training_state" ADD CONSTRAINT "training_state_ensemble_id_fkey" FOREIGN KEY ("ensemble_id") REFERENCES "ensemble"("id") ON DELETE CASCADE ON UPDATE CASCADE;
